using MixPe.Flow.Explore.Store;
using MixPe.Flow.Gemm;
using MixPe.Flow.Report.Documents;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Report;

/// <summary>What a page tells: read whole from a directory before anything is written.</summary>
/// <param name="Name">What the page is called.</param>
/// <param name="Run">The exploration; null where there is none.</param>
/// <param name="Documents">What other commands wrote there.</param>
/// <param name="Tables">Their tables.</param>
/// <param name="Pictures">Pictures in SVG that are there, and rooflines of estimates.</param>
/// <param name="Others">JSON files that are something else.</param>
public sealed record ReportContent(
    string Name,
    RunSection? Run,
    IReadOnlyList<ToolDocument> Documents,
    IReadOnlyList<ReportTable> Tables,
    IReadOnlyList<ReportPicture> Pictures,
    IReadOnlyList<string> Others)
{
    /// <summary>Reads a directory.</summary>
    /// <param name="directory">What <c>mixpe explore</c> wrote, documents of other commands beside it, or either alone.</param>
    /// <exception cref="InputException">There is nothing to report, or a file of it is broken.</exception>
    /// <exception cref="DesignException">A design of the store is not accepted by this version of the tool.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ReportContent Read(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        if (!Directory.Exists(directory))
        {
            throw new InputException($"{directory}: {(File.Exists(directory) ? "it is a file, and a directory is wanted" : "no such directory")}");
        }

        string store = Path.Combine(directory, Explore.ExploreFiles.Store);
        (IReadOnlyList<ToolDocument> documents, IReadOnlyList<string> others) = DocumentFolder.Read(directory);
        IReadOnlyList<ReportPicture> pictures = ReportPicture.Read(directory);
        RunSection? run = File.Exists(store) ? new RunSection(StoreReader.Read(store)) : null;
        if (run is null && documents.Count == 0 && pictures.Count == 0)
        {
            throw new InputException(
                $"{directory}: it has neither {Explore.ExploreFiles.Store}, which mixpe explore writes, nor a .json file of what mixpe synth, "
                + "estimate, verify, mutate or prove prints with --json, nor an .svg file of mixpe draw");
        }

        // A run that was stopped before its end has measurements, and no list of points yet.
        if (run is { Results.Count: 0 } && documents.Count == 0 && pictures.Count == 0)
        {
            throw new InputException($"{store}: it has no points: mixpe explore lists them when it ends");
        }

        string name = run is { Space.Length: > 0 } ? run.Space : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)));

        // After the tables, which name every member that a document lacks.
        IReadOnlyList<ReportTable> tables = DocumentTables.Of(directory, documents);
        IEnumerable<ReportPicture> roofs = documents.Where(document => document.Kind == DocumentKind.Estimate)
            .Select(document => RooflineChart.Of(new DocumentReader(document.Root)));
        return new ReportContent(name, run, documents, tables, [.. pictures, .. roofs], others);
    }
}
