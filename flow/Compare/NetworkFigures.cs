using MixPe.Flow.Estimate;

namespace MixPe.Flow.Compare;

/// <summary>What the linear layers of a network take on a design's tile, beside the first design of the comparison.</summary>
/// <param name="Design">The design.</param>
/// <param name="Estimate">Its estimate at the comparison's clock; null where its tile does not take the network.</param>
/// <param name="Reason">Why there is none; empty where there is one.</param>
/// <param name="ProductsRatio">Its array's products a cycle over those of the first design's.</param>
/// <param name="AreaRatio">Its array's area, PEs and, where all have them, edges, over that of the first design's; null where either is not
/// measured.</param>
public sealed record NetworkFigures(
    ComparedDesign Design, NetworkEstimate? Estimate, string Reason, double ProductsRatio, double? AreaRatio)
{
    /// <summary>Time of an array that makes as many products a cycle as the first design's, s.</summary>
    public double? SecondsAtEqualProducts => Seconds(ProductsRatio);

    /// <summary>Time of an array that takes as much of that area as the first design's, s.</summary>
    public double? SecondsAtEqualArea => AreaRatio is { } ratio ? Seconds(ratio) : null;

    /// <summary>Energy of the PEs' products, J; null where no PE was measured that stands for the design.</summary>
    public double? PeJoules => Design.Pe is null ? null : Estimate?.Energy.Pe;

    /// <summary>Energy of the arrays' edges, J; null likewise.</summary>
    public double? EdgeJoules => Design.Edges is null ? null : Estimate?.Energy.Edges;

    // More arrays share the work evenly, each as busy as the one whose cycles are exact; the DRAM is one for all of them.
    private double? Seconds(double ratio) =>
        Estimate?.Layers.Sum(one => one.Layer.Count * Math.Max(one.TileSeconds * ratio, one.DramSeconds));
}
