namespace MixPe.Flow.Report;

/// <summary>A table of the page.</summary>
/// <param name="Id">Its name in the page, letters and dashes.</param>
/// <param name="Caption">What it is a table of.</param>
/// <param name="Columns">Its columns; the first one heads the rows.</param>
/// <param name="Rows">[rows][columns].</param>
public sealed record ReportTable(
    string Id, string Caption, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<ReportCell>> Rows)
{
    /// <summary>What a reader has to know besides; empty as a rule.</summary>
    public string Note { get; init; } = "";

    /// <summary>True for what is looked up, and is folded away until then.</summary>
    public bool IsFolded { get; init; }
}
