using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Synthesis.Records;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Compare;

/// <summary>A design in a comparison.</summary>
/// <param name="Asked">The design as it was asked for.</param>
/// <param name="Design">The design.</param>
/// <param name="Pe">Its netlist; null where none was measured that meets the period.</param>
/// <param name="Reason">Why there is none; empty where there is one.</param>
/// <param name="PeriodNs">The clock period, ns.</param>
public sealed record ComparedDesign(string Asked, Design Design, PeFigure? Pe, string Reason, double PeriodNs)
{
    private const double SquareMicrons = 1e-6;

    /// <summary>Area of a PE, µm²; null where it was not measured.</summary>
    public double? AreaUm2 => Pe?.AreaUm2;

    /// <summary>Area of a product a cycle, µm².</summary>
    public double? AreaPerMacUm2 => AreaUm2 / Design.Lanes;

    /// <summary>Slowest path, ns.</summary>
    public double? DelayNs => Pe?.DelayNs;

    /// <summary>Energy of a product, pJ.</summary>
    public double? EnergyPjPerMac => Pe?.EnergyPj;

    /// <summary>Products a second of a PE, in 10⁹: what designs give at an equal number of PEs; of every design that a PE stands
    /// for, measured or not.</summary>
    public double? GmacsPerPe => PeScope.Refusal(Design) is null ? Design.Lanes / PeriodNs : null;

    /// <summary>Products a second of a mm² of PEs, in 10⁹: what designs give at equal area.</summary>
    public double? GmacsPerMm2 => GmacsPerPe / (AreaUm2 * SquareMicrons);
}
