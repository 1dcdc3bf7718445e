namespace MixPe.Sim.Devices.Tile;

/// <summary>When the streams around a tile stall.</summary>
/// <param name="Activations">The source of activations.</param>
/// <param name="Weights">The source of weights.</param>
/// <param name="Results">The sink of results.</param>
public sealed record TileStalls(StallPattern Activations, StallPattern Weights, StallPattern Results)
{
    /// <summary>The source of addends.</summary>
    public StallPattern Addends { get; init; } = StallPattern.None;

    /// <summary>Never.</summary>
    public static TileStalls None => new(StallPattern.None, StallPattern.None, StallPattern.None);
}
