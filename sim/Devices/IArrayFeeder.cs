namespace MixPe.Sim.Devices;

/// <summary>Writes the input records of a GEMM on an array, tile after tile.</summary>
internal interface IArrayFeeder
{
    /// <summary>Beats, or rows, taken so far.</summary>
    long Beats { get; }

    /// <summary>Cycles in which a beat, or a row, was held back.</summary>
    long Stalls { get; }

    /// <summary>Cycles written after the last beat, or row.</summary>
    long IdleCycles { get; }

    /// <summary>True when everything has been written.</summary>
    bool IsDone { get; }

    /// <summary>Writes the next records.</summary>
    void Fill(Span<uint> records, int count, long cycle);

    /// <summary>Compares the array's handshake, if it has one, with the rule that decides it.</summary>
    /// <exception cref="ArrayDeviceException">They differ.</exception>
    void Check(ReadOnlySpan<uint> outputs, int count, long cycle);
}
