namespace MixPe.Flow.Gemm;

/// <summary>How a GEMM is simulated.</summary>
public sealed record SimulationOptions
{
    /// <summary>Determines the initial register values.</summary>
    public ulong Seed { get; init; }

    /// <summary>Waveform file (FST), or null.</summary>
    public string? Wave { get; init; }

    /// <summary>First cycle of the waveform.</summary>
    public long WaveFrom { get; init; }

    /// <summary>Cycles of the waveform.</summary>
    public long WaveCycles { get; init; } = 1000;
}
