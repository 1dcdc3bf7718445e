using MixPe.Model.Networks;

namespace MixPe.Flow.Estimate;

/// <summary>What a network is estimated for.</summary>
public sealed record EstimateOptions
{
    /// <summary>Prefill or decoding.</summary>
    public InferencePhase Phase { get; init; }

    /// <summary>Sequences.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Tokens of a sequence; null for the network's own.</summary>
    public int? Tokens { get; init; }

    /// <summary>Bandwidth of the DRAM, 10^9 bytes a second. Default: a channel of DDR4-3200, 64 bits.</summary>
    public double DramGigabytes { get; init; } = 25.6;

    /// <summary>SRAM between DRAM and the tile's streams, bytes.</summary>
    public long SramBytes { get; init; }

    /// <summary>Clock, MHz; null for that at which the PE's figures are quoted, or the design file's.</summary>
    public double? ClockMhz { get; init; }
}
