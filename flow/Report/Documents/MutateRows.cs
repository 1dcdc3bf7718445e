using System.Globalization;

namespace MixPe.Flow.Report.Documents;

/// <summary>The rows of what mixpe mutate --json wrote.</summary>
internal static class MutateRows
{
    /// <summary>The columns of the table with a row a unit.</summary>
    public static IReadOnlyList<ReportColumn> Columns { get; } =
    [
        "Design", "Unit",
        ReportColumn.Number("Mutants", "Those that ran."),
        ReportColumn.Number("Of", "Those that could have been chosen."),
        ReportColumn.Number("Killed"),
        ReportColumn.Number("Proved equivalent"),
        ReportColumn.Number("Survived"),
        ReportColumn.Number("Score, %"),
    ];

    /// <summary>The columns of the table with a row a survivor.</summary>
    public static IReadOnlyList<ReportColumn> SurvivorColumns { get; } =
        ["Mutant", "Design", "Unit", "File", ReportColumn.Number("Line"), "What it does", "Reason"];

    /// <summary>The rows of a document's units.</summary>
    public static IEnumerable<IReadOnlyList<ReportCell>> Of(DocumentReader root) => root.Objects("units").Select(unit =>
        (IReadOnlyList<ReportCell>)
        [
            root.Text("design"), unit.Text("name"),
            ReportCell.Of(unit.Count("mutants")),
            unit.CountOrNothing("possible") is { } possible ? ReportCell.Of(possible) : ReportCell.Of((double?)null),
            ReportCell.Of(unit.Count("killed")),
            ReportCell.Of(unit.Count("equivalent")),
            ReportCell.Of(unit.Count("survived")),
            ReportCell.Of(100 * unit.Number("score"), "0.00"),
        ]);

    /// <summary>The rows of a document's survivors.</summary>
    public static IEnumerable<IReadOnlyList<ReportCell>> Survivors(DocumentReader root) =>
        from unit in root.Objects("units")
        from mutant in unit.ObjectsOrNothing("survivors")
        let line = mutant.Count("line").ToString(CultureInfo.InvariantCulture)
        select (IReadOnlyList<ReportCell>)
        [
            ReportCell.Of(mutant.Count("id")), root.Text("design"), unit.Text("name"), mutant.Text("file"), new ReportCell(line, line),
            mutant.Text("description"), mutant.TextOrNothing("reason"),
        ];
}
