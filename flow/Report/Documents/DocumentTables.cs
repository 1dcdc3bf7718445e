using MixPe.Flow.Gemm;

namespace MixPe.Flow.Report.Documents;

/// <summary>The tables of all documents.</summary>
public static class DocumentTables
{
    /// <summary>Makes them; kinds of which there is no document have no table.</summary>
    /// <param name="directory">Where the documents are, for messages.</param>
    /// <param name="documents">The documents.</param>
    /// <exception cref="InputException">A document lacks what its command writes: each is named, with the member.</exception>
    public static IReadOnlyList<ReportTable> Of(string directory, IReadOnlyList<ToolDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        List<string> faults = [];
        IReadOnlyList<ReportTable> tables =
        [
            new ReportTable("synthesis", "Synthesis: cells of a library, beside the baselines", SynthRows.Columns, Rows(DocumentKind.Synth, SynthRows.Of))
            {
                Note = "Nothing is placed and no wire is counted: compare ratios within a table. A ratio is the design's figure over the baseline's.",
            },
            new ReportTable("fpga", "Synthesis: look-up tables of an FPGA", FpgaRows.Columns, Rows(DocumentKind.Fpga, FpgaRows.Of)),
            new ReportTable("estimates", "Networks", EstimateRows.Columns, Rows(DocumentKind.Estimate, EstimateRows.Of))
            {
                Note = "Linear layers only, one after the other. Memories and PEs are of two technologies: compare, do not add.",
            },
            new ReportTable("verification", "Verification", VerifyRows.Columns, Rows(DocumentKind.Verify, VerifyRows.Of)),
            new ReportTable("checks", "Every check of the verification", VerifyRows.CheckColumns, Rows(DocumentKind.Verify, VerifyRows.Checks))
            {
                IsFolded = true,
            },
            new ReportTable("mutation", "Mutation scores", MutateRows.Columns, Rows(DocumentKind.Mutate, MutateRows.Of))
            {
                Note = "The score is what the checks killed of the mutants that are not proved equivalent.",
            },
            new ReportTable("survivors", "Mutants that survived", MutateRows.SurvivorColumns, Rows(DocumentKind.Mutate, MutateRows.Survivors))
            {
                IsFolded = true,
            },
            new ReportTable("proofs", "Proofs", ProveRows.Columns, Rows(DocumentKind.Prove, ProveRows.Of)),
        ];
        return faults.Count > 0
            ? throw new InputException(string.Join(Environment.NewLine, faults.Distinct()))
            : [.. tables.Where(table => table.Rows.Count > 0)];

        List<IReadOnlyList<ReportCell>> Rows(
            DocumentKind kind, Func<DocumentReader, IEnumerable<IReadOnlyList<ReportCell>>> rows)
        {
            List<IReadOnlyList<ReportCell>> all = [];
            foreach (ToolDocument document in documents.Where(document => document.Kind == kind))
            {
                try
                {
                    all.AddRange(rows(new DocumentReader(document.Root)));
                }
                catch (FormatException e)
                {
                    string command = kind == DocumentKind.Fpga ? "synth --target" : kind.ToString().ToLowerInvariant();
                    faults.Add(
                        $"{Path.Combine(directory, document.File)}: {e.Message}; what mixpe {command} --json writes is wanted");
                }
            }

            return all;
        }
    }
}
