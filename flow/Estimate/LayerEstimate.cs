using MixPe.Model.Cycles;
using MixPe.Model.Networks;

namespace MixPe.Flow.Estimate;

/// <summary>What one layer of a kind takes. Times of tile and DRAM overlap wholly: a layer takes the longer one.</summary>
/// <param name="Layer">The kind.</param>
/// <param name="Job">Its job on the tile.</param>
/// <param name="Cycles">Cycles of the tile with streams that never stall.</param>
/// <param name="Utilization">Multiply-accumulates over those that all PEs could have made in these cycles.</param>
/// <param name="Traffic">Bytes that move.</param>
/// <param name="TileSeconds">Time of the tile, s.</param>
/// <param name="DramSeconds">Time of the DRAM, s.</param>
/// <param name="Bound">What it waits for.</param>
/// <param name="Energy">Energy of PEs and memories.</param>
public sealed record LayerEstimate(
    NetworkLayer Layer,
    TileJob Job,
    long Cycles,
    double Utilization,
    LayerTraffic Traffic,
    double TileSeconds,
    double DramSeconds,
    LayerBound Bound,
    EnergyEstimate Energy)
{
    /// <summary>Multiply-accumulates.</summary>
    public long Macs => (long)Job.M * Job.N * Job.K;

    /// <summary>The longer time, s.</summary>
    public double Seconds => Math.Max(TileSeconds, DramSeconds);

    /// <summary>Multiply-accumulates for each byte of DRAM.</summary>
    public double Intensity => (double)Macs / Traffic.Dram;
}
