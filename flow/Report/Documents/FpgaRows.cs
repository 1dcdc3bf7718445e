namespace MixPe.Flow.Report.Documents;

/// <summary>The rows of what mixpe synth --target --json wrote: the design, then its baselines.</summary>
internal static class FpgaRows
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<ReportColumn> Columns { get; } =
    [
        "Design", "Unit", "Target", "What",
        ReportColumn.Number("LUTs"),
        ReportColumn.Number("Carries"),
        ReportColumn.Number("Registers"),
        ReportColumn.Number("MHz", "After placing and routing, where the target has a placer."),
        ReportColumn.Number("LUT ratio", "The design's look-up tables over those of the baseline."),
        ReportColumn.Number("Checked", "Cases that the netlist was driven with, all of them equal to the golden model."),
    ];

    /// <summary>The rows of a document.</summary>
    public static IEnumerable<IReadOnlyList<ReportCell>> Of(DocumentReader root)
    {
        yield return Row(root, root, "the design");
        foreach (DocumentReader baseline in root.Objects("baselines"))
        {
            yield return Row(root, baseline, baseline.Text("name"));
        }
    }

    private static IReadOnlyList<ReportCell> Row(DocumentReader root, DocumentReader figure, string what) =>
    [
        root.Text("design"), root.Text("unit"), root.Text("target"), what,
        ReportCell.Of(figure.Count("luts")),
        ReportCell.Of(figure.Count("carries")),
        ReportCell.Of(figure.Count("registers")),
        ReportCell.Of(figure.NumberOrNothing("mhz"), "0.0"),
        ReportCell.Of(figure.NumberOrNothing("lut_ratio"), "0.000"),
        figure.CountOrNothing("checked") is { } cases ? ReportCell.Of(cases) : ReportCell.Of((double?)null),
    ];
}
