using MixPe.Flow.Synthesis.Records;
using MixPe.Generator.Designs;
using MixPe.Model.Networks;

namespace MixPe.Flow.Estimate;

/// <summary>What the linear layers of a network take on a design's tile, one after the other.</summary>
/// <param name="Asked">The design as it was asked for.</param>
/// <param name="Design">The design that is estimated: its max_k is large enough for every layer.</param>
/// <param name="Network">The network.</param>
/// <param name="Options">Phase, batch, memories.</param>
/// <param name="Tokens">Tokens of a sequence.</param>
/// <param name="ClockMhz">The clock, MHz.</param>
/// <param name="ClockSource">Where it comes from, in words.</param>
/// <param name="Pe">The measured PE; null if there is none that meets the clock.</param>
/// <param name="Edges">Those of its array; null if there are none that meet the clock.</param>
/// <param name="Layers">The layers, a row for each kind.</param>
public sealed record NetworkEstimate(
    Design Asked,
    Design Design,
    Network Network,
    EstimateOptions Options,
    int Tokens,
    double ClockMhz,
    string ClockSource,
    PeFigure? Pe,
    EdgeFigure? Edges,
    IReadOnlyList<LayerEstimate> Layers)
{
    /// <summary>Cycles of the tile.</summary>
    public long Cycles => Layers.Sum(one => one.Layer.Count * one.Cycles);

    /// <summary>Multiply-accumulates.</summary>
    public long Macs => Layers.Sum(one => one.Layer.Count * one.Macs);

    /// <summary>Bytes to and from DRAM.</summary>
    public long DramBytes => Layers.Sum(one => one.Layer.Count * one.Traffic.Dram);

    /// <summary>Bytes into and out of the SRAM.</summary>
    public long SramBytes => Layers.Sum(one => one.Layer.Count * one.Traffic.Sram);

    /// <summary>Time, s.</summary>
    public double Seconds => Layers.Sum(one => one.Layer.Count * one.Seconds);

    /// <summary>Time in layers that wait for DRAM, s.</summary>
    public double MemoryBoundSeconds =>
        Layers.Where(one => one.Bound == LayerBound.Memory).Sum(one => one.Layer.Count * one.Seconds);

    /// <summary>Energy.</summary>
    public EnergyEstimate Energy => Layers.Select(one => one.Energy.Times(one.Layer.Count)).Aggregate((a, b) => a.Plus(b));

    /// <summary>Multiply-accumulates over those that all PEs could have made in the tile's cycles.</summary>
    public double Utilization => Macs / (Cycles * Design.MacsPerCycle);

    /// <summary>The roof of the array, multiply-accumulates a second.</summary>
    public double PeakMacsPerSecond => Design.MacsPerCycle * ClockMhz * 1e6;

    /// <summary>Where the roofs meet: layers of fewer multiply-accumulates a byte of DRAM cannot fill the array.</summary>
    public double RidgeIntensity => PeakMacsPerSecond / (Options.DramGigabytes * 1e9);

    /// <summary>Multiply-accumulates of attention, products of activations by activations: not done by the tile, and counted
    /// in nothing else here.</summary>
    public double AttentionMacs => Network.AttentionMacs(Options.Phase, Options.Batch, Tokens);
}
