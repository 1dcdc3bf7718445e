using System.Globalization;

namespace MixPe.Flow.Report.Documents;

/// <summary>The rows of what mixpe verify --json wrote.</summary>
internal static class VerifyRows
{
    private const string Passed = "passed";
    private const string Failed = "failed";

    /// <summary>The columns of the table with a row a document.</summary>
    public static IReadOnlyList<ReportColumn> Columns { get; } =
    [
        "Design", "Result", "Level",
        ReportColumn.Number("Seed"),
        ReportColumn.Number("Checks passed"),
        ReportColumn.Number("Failed"),
        ReportColumn.Number("Not run"),
        ReportColumn.Number("Cases"),
        ReportColumn.Number("Classes seen, %", "Functional coverage: classes of operands that were driven, of all there are."),
        ReportColumn.Number("Lines, %", "Line coverage of the RTL, where it was counted."),
        ReportColumn.Number("Toggles, %", "Toggle coverage of the RTL, where it was counted."),
    ];

    /// <summary>The columns of the table with a row a check.</summary>
    public static IReadOnlyList<ReportColumn> CheckColumns { get; } =
    [
        "Check", "Design", "Level", "Unit", "Result",
        ReportColumn.Number("Cases"),
        ReportColumn.Number("Cycles"),
        ReportColumn.Number("Seconds"),
        "Failure",
    ];

    /// <summary>The row of a document.</summary>
    public static IEnumerable<IReadOnlyList<ReportCell>> Of(DocumentReader root)
    {
        IReadOnlyList<DocumentReader> checks = root.Objects("checks");
        int passed = checks.Count(check => check.Text("status") == Passed);
        int failed = checks.Count(check => check.Text("status") == Failed);
        IReadOnlyList<DocumentReader> groups = root.ObjectsOrNothing("functional");
        string result = failed > 0 ? Failed : passed == checks.Count && !root.IsTrue("cut") ? Passed : "not all run";
        yield return
        [
            root.Text("design"), result, root.Text("level"),
            new ReportCell(Number(root), Number(root)),
            ReportCell.Of(passed), ReportCell.Of(failed), ReportCell.Of(checks.Count - passed - failed),
            ReportCell.Of(checks.Sum(check => check.Count("cases"))),
            Share(groups.Sum(group => group.Count("seen")), groups.Sum(group => group.Count("classes"))),
            Structural(root, "line"), Structural(root, "toggle"),
        ];
    }

    /// <summary>The rows of a document's checks.</summary>
    public static IEnumerable<IReadOnlyList<ReportCell>> Checks(DocumentReader root) => root.Objects("checks").Select(check =>
        (IReadOnlyList<ReportCell>)
        [
            check.Text("name"), root.Text("design"), root.Text("level"), check.TextOrNothing("unit"), check.Text("status"),
            ReportCell.Of(check.Count("cases")),
            check.CountOrNothing("cycles") is { } cycles ? ReportCell.Of(cycles) : ReportCell.Of((double?)null),
            ReportCell.Of(check.NumberOrNothing("seconds"), "0.0"),
            check.HasValue("failure") ? Failure(check.Object("failure")) : "",
        ]);

    private static string Failure(DocumentReader failure) => string.Join(
        "; ", new[] { failure.TextOrNothing("message"), failure.TextOrNothing("replay") }.Where(text => text.Length > 0));

    private static string Number(DocumentReader root) => root.Number("seed").ToString("0", CultureInfo.InvariantCulture);

    private static ReportCell Structural(DocumentReader root, string kind)
    {
        IReadOnlyList<DocumentReader> found = [.. root.ObjectsOrNothing("structural").Where(one => one.Text("kind") == kind)];
        return found.Count == 0 ? ReportCell.Of((double?)null) : Share(found[0].Count("covered"), found[0].Count("points"));
    }

    private static ReportCell Share(long some, long all) => ReportCell.Of(all == 0 ? null : 100.0 * some / all, "0.00");
}
