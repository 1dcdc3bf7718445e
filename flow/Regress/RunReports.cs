using System.Text.Json;
using MixPe.Flow.Gemm;
using MixPe.Generator.Bundles;
using MixPe.Model.Files;

namespace MixPe.Flow.Regress;

/// <summary>The files that a run leaves: summary.json, history.json, junit.xml, summary.html, each written as one step.
/// </summary>
public static class RunReports
{
    private const string HistoryFile = "history.json";

    /// <summary>Refuses a directory whose history cannot be gone on with, before the work.</summary>
    /// <exception cref="InputException">It is no history.</exception>
    public static void Refuse(string directory) => RunHistory.Read(Path.Combine(directory, HistoryFile));

    /// <summary>Writes them.</summary>
    /// <param name="directory">Where; it is there.</param>
    /// <param name="summary">The run.</param>
    public static void Write(string directory, RunSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        string history = Path.Combine(directory, HistoryFile);
        IReadOnlyList<HistoryRow> rows = RunHistory.Add(RunHistory.Read(history), HistoryRow.Of(summary));
        RunHistory.Write(history, rows);
        AtomicFile.WriteText(
            Path.Combine(directory, "summary.json"), JsonSerializer.Serialize(summary, JsonStyle.Options) + "\n");
        AtomicFile.WriteText(Path.Combine(directory, "junit.xml"), JUnitReport.Write(summary));
        AtomicFile.WriteText(Path.Combine(directory, "summary.html"), SummaryPage.Write(summary, rows));
    }
}
