using MixPe.Generator.Designs;

namespace MixPe.Sim.Devices.Tile;

/// <summary>When the streams around a tile stall.</summary>
/// <param name="Activations">The source of activations.</param>
/// <param name="Weights">The source of weights.</param>
/// <param name="Results">The sink of results.</param>
/// <param name="Longest">Longest run of stalls that has to be expected.</param>
public sealed record TileStalls(StallPattern Activations, StallPattern Weights, StallPattern Results, int Longest = 0)
{
    /// <summary>Never.</summary>
    public static TileStalls None => new(StallPattern.None, StallPattern.None, StallPattern.None);

    /// <summary>Cycles in which nothing has to move: a block is computed and leaves the array.</summary>
    internal long Patience(Design design, int k) =>
        1000 + Longest + (4L * Math.Max(k, design.Rows)) + (4L * (design.Rows + design.Columns));
}
