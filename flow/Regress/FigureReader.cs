using System.Text.Json;

namespace MixPe.Flow.Regress;

/// <summary>Reads the JSON document that a command prints.</summary>
public static class FigureReader
{
    /// <summary>Reads the figures.</summary>
    /// <param name="kind">The command.</param>
    /// <param name="output">Its standard output.</param>
    /// <exception cref="FormatException">It is no document of that command.</exception>
    public static TaskFigures Read(TaskKind kind, string output)
    {
        ArgumentNullException.ThrowIfNull(output);
        try
        {
            using JsonDocument document = JsonDocument.Parse(output);
            JsonElement root = document.RootElement;
            return kind switch
            {
                TaskKind.Verify => Sum(root, "checks", OfCheck) with { IsCut = root.GetProperty("cut").GetBoolean() },
                TaskKind.Prove => Sum(root, "proofs", OfProof),
                TaskKind.Mutate => Sum(root, "units", OfUnit),
                TaskKind.Simulate => new TaskFigures(Count(root, "compared"), Count(root, "mismatches")),
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a command that no reader knows"),
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"standard output is not the JSON document of {RegressTask.WordOf(kind)}: {e.Message}", e);
        }
    }

    private static TaskFigures Sum(JsonElement root, string list, Func<JsonElement, TaskFigures> figures) =>
        root.GetProperty(list).EnumerateArray().Select(figures).Aggregate(new TaskFigures(0, 0), TaskFigures.Add);

    private static TaskFigures OfCheck(JsonElement check) => new(Count(check, "cases"), Count(check, "failures"));

    private static TaskFigures OfProof(JsonElement proof) => proof.GetProperty("result").GetString() switch
    {
        "proved" => new TaskFigures(1, 0) { Proved = 1 },
        "bounded" => new TaskFigures(1, 0) { Bounded = 1 },
        "refuted" => new TaskFigures(1, 1),
        "skipped" => new TaskFigures(0, 0) { Skipped = 1 },
        var other => throw new FormatException($"a proof's result is '{other}': proved, bounded, refuted or skipped"),
    };

    // A survivor is no failure by itself: the command's exit code says whether the score is good enough.
    private static TaskFigures OfUnit(JsonElement unit) => new(Count(unit, "mutants"), 0)
    {
        Killed = Count(unit, "killed"),
        Equivalent = Count(unit, "equivalent"),
        Survived = Count(unit, "survived"),
    };

    private static long Count(JsonElement element, string field) =>
        element.GetProperty(field).TryGetInt64(out long value) && value >= 0
            ? value
            : throw new FormatException($"'{field}' is no count");
}
