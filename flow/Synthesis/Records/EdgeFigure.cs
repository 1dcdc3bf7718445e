namespace MixPe.Flow.Synthesis.Records;

/// <summary>What the edges of an array were found to take for a product of its PEs: dequantization units and activation sums.</summary>
/// <param name="Record">The file of the record that it stands in; empty where there are no edges that count.</param>
/// <param name="Library">The library's name.</param>
/// <param name="PeriodNs">Period that the netlists were chosen for, ns; infinity for no limit.</param>
/// <param name="AreaUm2PerMac">Cells over the products a cycle that they serve, µm².</param>
/// <param name="DelayNs">The shortest period that the netlists meet, ns.</param>
/// <param name="EnergyPj">Energy a product, pJ.</param>
public sealed record EdgeFigure(
    string Record, string Library, double PeriodNs, double AreaUm2PerMac, double DelayNs, double EnergyPj)
{
    /// <summary>Those of a design that needs none.</summary>
    public static EdgeFigure None { get; } = new("", "", double.PositiveInfinity, 0, 0, 0);
}
