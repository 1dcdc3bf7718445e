using System.Text.Json;

namespace MixPe.Flow.Synthesis.Records;

/// <summary>What the tables of docs/qor.md read in the records that <c>mixpe synth --json</c> wrote.</summary>
internal static class QorRecord
{
    /// <summary>How the names of what is left to the synthesizer end: no rival.</summary>
    internal const string Behavioural = "behavioural";

    private const string Fma = "FP16 FMA";
    private const string FmaDesign = "fp16_fma";

    /// <summary>The points of a record: the last has no limit of the period, the one before it the period that is quoted.</summary>
    internal static JsonElement[] Points(string record) =>
        [.. JsonDocument.Parse(record).RootElement.GetProperty("points").EnumerateArray()];

    /// <summary>The design's own figure without a limit of the period.</summary>
    internal static JsonElement Unlimited(string record) => Points(record)[^1].GetProperty("design");

    /// <summary>A number, or null where it is missing or null.</summary>
    internal static double? Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : null;

    /// <summary>True for a record whose rivals are FP16 multiply-adds.</summary>
    internal static bool HasMultiplyAdds(string record) =>
        Points(record)[^1].GetProperty("baselines").EnumerateArray().Any(IsMultiplyAdd);

    /// <summary>Least area, µm², and energy, pJ, of a product among all netlists of FP16 fused multiply-adds in some records, pipelined or not.
    /// </summary>
    internal static (double Area, double Energy) MultiplyAdd(IEnumerable<string> records)
    {
        JsonElement[] all =
        [
            .. records.SelectMany(Points)
                .SelectMany(point => point.GetProperty("baselines").EnumerateArray().Append(point.GetProperty("design")))
                .Where(IsMultiplyAdd),
        ];
        return (Least(all, "area_um2"), Least(all, "energy_pj_per_mac"));
    }

    /// <summary>The least of a figure; infinity where none has it.</summary>
    internal static double Least(IEnumerable<JsonElement> figures, string name) =>
        figures.Select(figure => Number(figure, name)).Append(double.PositiveInfinity).Min()!.Value;

    private static bool IsMultiplyAdd(JsonElement figure) => figure.ValueKind == JsonValueKind.Object
        && figure.GetProperty("name").GetString() is { } name
        && (name == FmaDesign
            || (name.StartsWith(Fma, StringComparison.Ordinal) && !name.EndsWith(Behavioural, StringComparison.Ordinal)));
}
