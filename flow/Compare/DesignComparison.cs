using System.Globalization;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Gemm;
using MixPe.Flow.Synthesis.Records;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Compare;

/// <summary>Designs side by side: the PEs' measured netlists at one clock period. Nothing is estimated.</summary>
/// <param name="PeriodNs">The period, ns.</param>
/// <param name="IsQuoted">Whether it comes from the records; else it was asked for.</param>
/// <param name="Designs">The designs, the one that the others are compared with first.</param>
public sealed record DesignComparison(double PeriodNs, bool IsQuoted, IReadOnlyList<ComparedDesign> Designs)
{
    /// <summary>Compares.</summary>
    /// <param name="designs">The designs, each as it was asked for, at least one.</param>
    /// <param name="records">What was measured.</param>
    /// <param name="periodNs">The period, ns; null for the longest of those that the designs' figures are quoted at.</param>
    /// <exception cref="InputException">None was measured, and no period was given.</exception>
    public static DesignComparison Of(
        IReadOnlyList<(string Asked, Design Design)> designs, PeRecords records, double? periodNs)
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

    /// <summary>A figure of a design over that of the first one; null where either is missing.</summary>
    /// <param name="design">The design.</param>
    /// <param name="figure">The figure.</param>
    public double? Ratio(ComparedDesign design, Func<ComparedDesign, double?> figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return figure(design) / figure(Designs[0]);
    }

    private static ComparedDesign Find(string asked, Design design, PeRecords records, double period)
    {
        if (PeScope.Refusal(design) is { } refusal)
        {
            return new ComparedDesign(asked, design, null, refusal, period);
        }

        IReadOnlyList<PeFigure> all = records.Of(design);
        PeFigure? found = records.At(design, period);
        string reason = found is not null ? ""
            : all.Count == 0 ? "not measured"
            : string.Create(CultureInfo.InvariantCulture, $"its fastest measured netlist takes {all.Min(figure => figure.DelayNs):0.###} ns");
        return new ComparedDesign(asked, design, found, reason, period);
    }
}
