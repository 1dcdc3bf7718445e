using MixPe.Flow.Synthesis.Records;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Compare;

/// <summary>A design in a comparison.</summary>
/// <param name="Asked">The design as it was asked for.</param>
/// <param name="Design">The design.</param>
/// <param name="Pe">Its netlist; null where none was measured that meets the period.</param>
/// <param name="Reason">Why there is none; empty where there is one.</param>
/// <param name="Edges">Those of its array; null where none were measured that meet the period.</param>
/// <param name="EdgeReason">Why there are none; empty where there are.</param>
/// <param name="GmacsPerPe">Products a second that a PE sustains, in 10⁹: what designs give at an equal number of PEs; of every design that a
/// PE stands for, measured or not, else null.</param>
public sealed record ComparedDesign(
    string Asked, Design Design, PeFigure? Pe, string Reason, EdgeFigure? Edges, string EdgeReason, double? GmacsPerPe)
{
    private const double SquareMicrons = 1e-6;

    /// <summary>Area of a PE, µm²; null where it was not measured.</summary>
    public double? AreaUm2 => Pe?.AreaUm2;

    /// <summary>Area of a PE over its products a cycle, µm².</summary>
    public double? AreaPerMacUm2 => AreaUm2 / Design.Lanes;

    /// <summary>Area of the edges over the products a cycle that they serve, µm².</summary>
    public double? EdgeAreaPerMacUm2 => Edges?.AreaUm2PerMac;

    /// <summary>Slowest path of PE and edges, ns.</summary>
    public double? DelayNs => Pe is null ? null : Math.Max(Pe.DelayNs, Edges?.DelayNs ?? 0);

    /// <summary>Energy of a product in the PE, pJ.</summary>
    public double? EnergyPjPerMac => Pe?.EnergyPj;

    /// <summary>Energy of a product at the edges, pJ.</summary>
    public double? EdgeEnergyPjPerMac => Edges?.EnergyPj;

    /// <summary>Products a second of a mm² of PE and edges, in 10⁹; null where either was not measured.</summary>
    public double? GmacsPerMm2 => GmacsPerPe / (Design.Lanes * (AreaPerMacUm2 + EdgeAreaPerMacUm2) * SquareMicrons);
}
