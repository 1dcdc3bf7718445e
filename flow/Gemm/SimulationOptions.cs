namespace MixPe.Flow.Gemm;

/// <summary>How a GEMM is simulated.</summary>
public sealed record SimulationOptions
{
    /// <summary>Determines the initial register values.</summary>
    public ulong Seed { get; init; }

    /// <summary>What it is simulated on.</summary>
    public HardwareKind On { get; init; }

    /// <summary>Instances of the tile that share the columns of Y, each on a thread of its own; of an array there is one.
    /// </summary>
    public int Instances { get; init; } = 1;

    /// <summary>Slices of an activation, of a design that has run-time slices; 0 for as many as it has.</summary>
    public int Slices { get; init; }

    /// <summary>Groups of K, the first ones, that have so many, of a design with wide groups; the others have one.</summary>
    public int WideGroups { get; init; } = int.MaxValue;

    /// <summary>Waveform file (FST), or null.</summary>
    public string? Wave { get; init; }

    /// <summary>Levels of the hierarchy in the waveform; 0 for all. The array alone shows what enters and leaves every
    /// PE.</summary>
    public int WaveDepth { get; init; } = 2;

    /// <summary>First cycle of the waveform.</summary>
    public long WaveFrom { get; init; }

    /// <summary>Cycles of the waveform.</summary>
    public long WaveCycles { get; init; } = 1000;
}
