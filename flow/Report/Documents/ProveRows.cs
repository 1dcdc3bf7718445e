namespace MixPe.Flow.Report.Documents;

/// <summary>The rows of what mixpe prove --json wrote.</summary>
internal static class ProveRows
{
    /// <summary>The columns.</summary>
    public static IReadOnlyList<ReportColumn> Columns { get; } =
    [
        "Proof", "Design", "Result",
        ReportColumn.Number("Depth", "Cycles from reset of a bounded proof, or the length of an induction."),
        "Method", "Note",
        ReportColumn.Number("Seconds"),
    ];

    /// <summary>The rows of a document's proofs.</summary>
    public static IEnumerable<IReadOnlyList<ReportCell>> Of(DocumentReader root) => root.Objects("proofs").Select(proof =>
        (IReadOnlyList<ReportCell>)
        [
            proof.Text("name"), root.Text("design"), proof.Text("result"),
            proof.CountOrNothing("depth") is > 0 and { } depth ? ReportCell.Of(depth) : ReportCell.Of((double?)null),
            proof.TextOrNothing("method"),
            string.Join("; ", proof.TextsOrNothing("counterexample").Prepend(proof.TextOrNothing("note")).Where(text => text.Length > 0)),
            ReportCell.Of(proof.NumberOrNothing("seconds"), "0.0"),
        ]);
}
