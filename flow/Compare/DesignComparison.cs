using System.Globalization;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Gemm;
using MixPe.Flow.Synthesis.Records;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Compare;

/// <summary>Designs side by side: the measured netlists of PEs and of the edges of their arrays at one clock period. Nothing is estimated.
/// </summary>
/// <param name="PeriodNs">The period, ns.</param>
/// <param name="IsQuoted">Whether it comes from the records; else it was asked for.</param>
/// <param name="Designs">The designs, the one that the others are compared with first.</param>
public sealed record DesignComparison(double PeriodNs, bool IsQuoted, IReadOnlyList<ComparedDesign> Designs)
{
    /// <summary>Whether ratios are with the edges: where those of a measured PE are not known, all are of PEs alone.</summary>
    public bool CountsEdges => Designs.Any(one => one.Pe is not null) && Designs.All(one => one.Pe is null || one.Edges is not null);

    /// <summary>Compares.</summary>
    /// <param name="designs">The designs, each as it was asked for, at least one.</param>
    /// <param name="records">What was measured.</param>
    /// <param name="periodNs">The period, ns; null for the longest of those that the designs' figures are quoted at.</param>
    /// <exception cref="InputException">None was measured, and no period was given.</exception>
    public static DesignComparison Of(
        IReadOnlyList<(string Asked, Design Design)> designs, HardwareRecords records, double? periodNs)
    {
        ArgumentNullException.ThrowIfNull(designs);
        ArgumentNullException.ThrowIfNull(records);
        double period = periodNs
            ?? designs.Where(one => PeScope.Refusal(one.Design) is null).Select(one => records.QuotedPeriodNs(one.Design)).Max()
            ?? throw new InputException(
                $"{string.Join(", ", designs.Select(one => one.Asked))}: not measured, so that no period is quoted: give --record, or --clock-ns");
        return new DesignComparison(
            period, periodNs is null, [.. designs.Select(one => Find(one.Asked, one.Design, records, period))]);
    }

    /// <summary>Area over the products of a cycle that a design's PEs make when all work, µm², with or without edges as all of them are.
    /// </summary>
    /// <param name="one">The design.</param>
    public double? AreaPerMacUm2(ComparedDesign one) =>
        one is null ? null : one.AreaPerMacUm2 + (CountsEdges ? one.EdgeAreaPerMacUm2 : 0);

    /// <summary>Energy of a product, pJ, likewise.</summary>
    /// <param name="one">The design.</param>
    public double? EnergyPjPerMac(ComparedDesign one) =>
        one is null ? null : one.EnergyPjPerMac + (CountsEdges ? one.EdgeEnergyPjPerMac : 0);

    /// <summary>Products a second over area, likewise: of any unit, for ratios alone.</summary>
    /// <param name="one">The design.</param>
    public double? ThroughputPerArea(ComparedDesign one) => one is null ? null : one.GmacsPerPe / (one.Design.Lanes * AreaPerMacUm2(one));

    /// <summary>A figure of a design over that of the first one; null where either is missing.</summary>
    /// <param name="design">The design.</param>
    /// <param name="figure">The figure.</param>
    public double? Ratio(ComparedDesign design, Func<ComparedDesign, double?> figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return figure(design) / figure(Designs[0]);
    }

    private static ComparedDesign Find(string asked, Design design, HardwareRecords records, double period)
    {
        if (PeScope.Refusal(design) is { } refusal)
        {
            return new ComparedDesign(asked, design, null, refusal, null, refusal, null);
        }

        PeFigure? pe = records.Pes.At(design, period);
        EdgeFigure? edges = records.EdgesAt(design, period);
        return new ComparedDesign(
            asked,
            design,
            pe,
            pe is null ? Missing("netlist", records.Pes.Of(design).Select(figure => figure.DelayNs)) : "",
            edges,
            edges is null ? Missing("edges", records.EdgesOf(design).Select(figure => figure.DelayNs)) : "",
            design.Lanes * SustainedRate.Of(design) / period);
    }

    private static string Missing(string what, IEnumerable<double> delays) => delays.Any()
        ? string.Create(CultureInfo.InvariantCulture, $"the delay of its fastest measured {what} is {delays.Min():0.###} ns")
        : "not measured";
}
