using System.Globalization;
using MixPe.Flow.Report.Documents;

namespace MixPe.Flow.Report;

/// <summary>A row a design: verified, proved, mutated, measured.</summary>
public static class DesignSummary
{
    private const string Nothing = "not run";

    /// <summary>The table; without rows if there is no document.</summary>
    /// <param name="documents">Documents whose members are all there.</param>
    public static ReportTable Of(IReadOnlyList<ToolDocument> documents) => new(
        "designs",
        "Designs at a glance",
        [
            "Design", "Verification", "Proofs", ReportColumn.Number("Mutation score, %", "Of all units together."),
            "Synthesized",
        ],
        [.. documents.GroupBy(document => document.Design, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(Row)])
    {
        Note = "From the documents of this directory alone: what stands as not run has no document here.",
    };

    private static IReadOnlyList<ReportCell> Row(IGrouping<string, ToolDocument> group)
    {
        DocumentReader[] Of(DocumentKind kind) =>
            [.. group.Where(document => document.Kind == kind).Select(document => new DocumentReader(document.Root))];

        string[] verified = [.. Of(DocumentKind.Verify).SelectMany(root => VerifyRows.Of(root).Select(row => string.Create(
            CultureInfo.InvariantCulture, $"{row[1].Text}, level {row[2].Text}, {root.Objects("checks").Count} checks")))];
        string[] proofs = [.. Of(DocumentKind.Prove).SelectMany(root => root.Objects("proofs")).Select(proof => proof.Text("result"))];
        DocumentReader[] units = [.. Of(DocumentKind.Mutate).SelectMany(root => root.Objects("units"))];
        string[] synthesized =
        [
            .. Of(DocumentKind.Synth).Select(root => $"{root.Text("unit")} in {root.Text("library")}"),
            .. Of(DocumentKind.Fpga).Select(root => $"{root.Text("unit")} in {root.Text("target")}"),
        ];
        return
        [
            group.Key,
            verified.Length == 0 ? Nothing : string.Join("; ", verified),
            proofs.Length == 0 ? Nothing : string.Join(
                ", ", proofs.GroupBy(result => result).Select(same => string.Create(CultureInfo.InvariantCulture, $"{same.Count()} {same.Key}"))),
            units.Length == 0 ? Nothing : ReportCell.Of(Score(units), "0.00"),
            synthesized.Length == 0 ? Nothing : string.Join("; ", synthesized),
        ];
    }

    // As of a unit: the killed of those that are not proved equivalent.
    private static double Score(IReadOnlyList<DocumentReader> units)
    {
        long killed = units.Sum(unit => unit.Count("killed"));
        long counted = units.Sum(unit => unit.Count("mutants") - unit.Count("equivalent"));
        return counted == 0 ? 100 : 100.0 * killed / counted;
    }
}
