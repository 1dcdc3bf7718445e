using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MixPe.Flow.Synthesis.Records;

/// <summary>The tables of docs/qor.md that set designs of FP16 activations beside fused dot products, the rivals that share alignment,
/// normalization and accumulator between products as ours do.</summary>
public static class QorDots
{
    /// <summary>Record of the fused dot product of FP16 weights.</summary>
    public const string Fp16 = "fp16-dot8";

    /// <summary>Record of the fused dot product of INT4 weights.</summary>
    public const string W4A16 = "w4a16-dot8";

    private const string Fma = "FP16 FMA";
    private const string Exact = "mixpe-w4a16";
    private const string Aligned = "mixpe-w4a16-aligned";

    // What is compared, the array or the PE of that name, with which rival, and the ratio that is to be reached.
    private static readonly (string Figure, string Name, bool IsArray, string Rival, double Most)[] Goals =
    [
        ("W4A16 exact dot-8, PE, area of the fused FP16 dot-8's", Exact, false, Fp16, 0.48),
        ("W4A16 aligned to 16 bits, whole array, area of the fused FP16 dot-8's", Aligned, true, Fp16, 0.27),
        ("W4A16 aligned to 16 bits, whole array, area of the fused W4A16 dot-8's", Aligned, true, W4A16, 0.40),
    ];

    /// <summary>Both tables in Markdown; of PEs those whose rivals are FP16 multiply-adds.</summary>
    /// <param name="pes">Text of the records of PEs by the name of the design.</param>
    /// <param name="arrays">Text of the records of arrays.</param>
    /// <exception cref="JsonException">A text is no record.</exception>
    /// <exception cref="KeyNotFoundException">Nor is it, or a rival's record is missing.</exception>
    public static string Write(IReadOnlyDictionary<string, string> pes, IReadOnlyDictionary<string, string> arrays)
    {
        ArgumentNullException.ThrowIfNull(pes);
        ArgumentNullException.ThrowIfNull(arrays);
        (double Area, double Energy) fp16 = Rival(pes, Fp16);
        (double Area, double Energy) w4a16 = Rival(pes, W4A16);
        StringBuilder text = new(string.Create(CultureInfo.InvariantCulture, $"""
            | design | area a product, µm² | of `{Fp16}`'s {fp16.Area:0} | of `{W4A16}`'s {w4a16.Area:0} | energy a product, pJ | of `{Fp16}`'s {fp16.Energy:0.0} | of `{W4A16}`'s {w4a16.Energy:0.0} |
            |---|---|---|---|---|---|---|

            """));
        foreach ((string name, string record) in Ordered(pes.Where(one => IsFloat(one.Value) && !IsOf(one.Key, Fp16) && !IsOf(one.Key, W4A16))))
        {
            text.Append(Row($"`{name}`", record, fp16, w4a16));
        }

        foreach ((string name, string record) in Ordered(arrays))
        {
            text.Append(Row($"`{name}`, whole array", record, fp16, w4a16));
        }

        text.Append("\n| figure | goal | without a limit | |\n|---|---|---|---|\n");
        foreach ((string figure, string name, bool isArray, string rival, double most) in Goals)
        {
            double ratio = Number(Last(Points((isArray ? arrays : pes)[name])), "area_um2_per_mac")!.Value
                / (rival == Fp16 ? fp16 : w4a16).Area;
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {figure} | ≤ {most:0.00} | {ratio:0.000} | {(ratio <= most ? "reached" : "**not reached**")} |\n");
        }

        return text.ToString();
    }

    private static string Row(
        string name, string record, (double Area, double Energy) fp16, (double Area, double Energy) w4a16)
    {
        JsonElement design = Last(Points(record));
        double area = Number(design, "area_um2_per_mac")!.Value;
        string energy = Number(design, "energy_pj_per_mac") is { } one
            ? string.Create(CultureInfo.InvariantCulture, $"{one:0.00} | {one / fp16.Energy:0.000} | {one / w4a16.Energy:0.000}")
            : "– | – | –";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {area:0} | {area / fp16.Area:0.000} | {area / w4a16.Area:0.000} | {energy} |\n");
    }

    // Of a record and those of the same design with other fields: the smallest netlist, and the least energy of any, since small ones
    // glitch most.
    private static (double Area, double Energy) Rival(IReadOnlyDictionary<string, string> pes, string name)
    {
        JsonElement[] designs = [.. pes.Where(one => IsOf(one.Key, name)).SelectMany(one => Points(one.Value)).Select(point => point.GetProperty("design")).Where(design => design.ValueKind == JsonValueKind.Object)];
        return (
            designs.Min(design => Number(design, "area_um2_per_mac") ?? double.PositiveInfinity),
            designs.Min(design => Number(design, "energy_pj_per_mac") ?? double.PositiveInfinity));
    }

    private static bool IsOf(string record, string name) =>
        record == name || record.StartsWith($"{name}+", StringComparison.Ordinal);

    private static bool IsFloat(string record) => Points(record)[^1].GetProperty("baselines").EnumerateArray()
        .Any(rival => rival.GetProperty("name").GetString()!.StartsWith(Fma, StringComparison.Ordinal));

    private static IEnumerable<KeyValuePair<string, string>> Ordered(IEnumerable<KeyValuePair<string, string>> records) =>
        records.OrderBy(record => record.Key, StringComparer.Ordinal);

    private static JsonElement[] Points(string record) =>
        [.. JsonDocument.Parse(record).RootElement.GetProperty("points").EnumerateArray()];

    // Without a limit of the period.
    private static JsonElement Last(JsonElement[] points) => points[^1].GetProperty("design");

    private static double? Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : null;
}
