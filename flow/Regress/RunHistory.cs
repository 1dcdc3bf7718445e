using System.Text.Json;
using MixPe.Flow.Gemm;
using MixPe.Generator.Bundles;
using MixPe.Model.Files;

namespace MixPe.Flow.Regress;

/// <summary>The past runs of a directory: history.json, oldest first.</summary>
public static class RunHistory
{
    /// <summary>Reads it.</summary>
    /// <returns>Nothing if there is no file yet.</returns>
    /// <exception cref="InputException">It is no history.</exception>
    public static IReadOnlyList<HistoryRow> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<HistoryRow[]>(File.ReadAllText(path), JsonStyle.Options) ?? [];
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}: this is no history of runs: {e.Message}", e);
        }
    }

    /// <summary>Adds a run, in the place of an earlier row of the same run.</summary>
    /// <returns>The new history.</returns>
    public static IReadOnlyList<HistoryRow> Add(IReadOnlyList<HistoryRow> rows, HistoryRow row) =>
        [.. rows.Where(other => other.Run != row.Run).Append(row).OrderBy(other => other.Date)];

    /// <summary>Writes it.</summary>
    public static void Write(string path, IReadOnlyList<HistoryRow> rows) =>
        AtomicFile.WriteText(path, JsonSerializer.Serialize(rows, JsonStyle.Options) + "\n");
}
