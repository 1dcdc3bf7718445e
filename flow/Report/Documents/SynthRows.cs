using System.Globalization;
using MixPe.Flow.Synthesis;

namespace MixPe.Flow.Report.Documents;

/// <summary>The rows of what mixpe synth --json wrote: at each period the design, then its baselines; or the units of an
/// array's edges, each by itself.</summary>
internal static class SynthRows
{
    private const double PsOfNs = 1000;

    /// <summary>The columns.</summary>
    public static IReadOnlyList<ReportColumn> Columns { get; } =
    [
        "Design", "Unit", "Library",
        ReportColumn.Number("Period, ns", "Each netlist is the smallest one that meets it."),
        "What",
        ReportColumn.Number("Area, µm²"),
        ReportColumn.Number("NAND2"),
        ReportColumn.Number("Delay, ns", "Slowest path of the netlist."),
        ReportColumn.Number("Energy a product, pJ"),
        ReportColumn.Number("Area ratio", "The design's area a product over that of the baseline."),
        ReportColumn.Number("Energy ratio", "The design's energy a product over that of the baseline."),
        ReportColumn.Number("Checked", "Cases that the netlist was driven with, all of them equal to the golden model."),
        "Recipe",
    ];

    /// <summary>The rows of a document.</summary>
    public static IEnumerable<IReadOnlyList<ReportCell>> Of(DocumentReader root)
    {
        string[] head = [root.Text("design"), root.Text("unit"), root.Text("library")];
        foreach (DocumentReader point in root.Objects("points"))
        {
            ReportCell period = point.NumberOrNothing("clock_ns") is { } clock
                ? ReportCell.Of(clock)
                : new ReportCell("no limit", double.PositiveInfinity.ToString(CultureInfo.InvariantCulture));
            if (head[1] == SynthesisSubject.Edges)
            {
                foreach (DocumentReader unit in point.Objects("units"))
                {
                    yield return Row(head, period, unit, unit.Text("name"));
                }

                continue;
            }

            yield return Row(head, period, point.Object("design"), "the design");
            foreach (DocumentReader baseline in point.Objects("baselines"))
            {
                yield return Row(head, period, baseline, baseline.Text("name"));
            }
        }
    }

    private static IReadOnlyList<ReportCell> Row(string[] head, ReportCell period, DocumentReader figure, string what)
    {
        bool isMet = figure.HasValue("area_um2");
        return
        [
            head[0], head[1], head[2], period, what,
            isMet ? ReportCell.Of(figure.Number("area_um2"), "0") : "misses the period",
            ReportCell.Of(figure.NumberOrNothing("nand2"), "0"),
            ReportCell.Of(figure.NumberOrNothing("delay_ps") / PsOfNs, "0.000"),
            ReportCell.Of(figure.NumberOrNothing("energy_pj_per_mac"), "0.000"),
            ReportCell.Of(figure.NumberOrNothing("area_ratio"), "0.000"),
            ReportCell.Of(figure.NumberOrNothing("energy_ratio"), "0.000"),
            figure.CountOrNothing("checked") is { } cases ? ReportCell.Of(cases) : ReportCell.Of((double?)null),
            figure.TextOrNothing("recipe"),
        ];
    }
}
