using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MixPe.Flow.Synthesis.Records;

/// <summary>The tables of docs/qor.md that set published ratios beside those of records: of PEs in 1/(area·power), as the MixPE paper's
/// design-space script has them, and of whole arrays in products a second and area, as later papers have theirs.</summary>
public static class QorPublished
{
    // The ratio of the MixPE paper's script (arXiv 2411.16158), the record that stands for its PE, and what that PE is. Rivals are the record's
    // own baselines.
    private static readonly (string Pair, double Published, string Record, string What)[] Pairs =
    [
        ("W4A8 over INT8", 2.29, "mixpe-w4a8+lanes=1", "one product"),
        ("W4A8 over INT8", 2.29, "mixpe-w4a8", "dot-8"),
        ("W4A8 over INT8", 2.29, "mixpe-w4a8+architecture=pair-sums", "dot-8, pair sums"),
        ("W4A16 over FP16", 4.82, "mixpe-w4a16-paper", "as published: FP16 partial products, FP16 adders"),
        ("W4A16 over FP16", 4.82, "mixpe-w4a16-fp32+lanes=1", "one product into FP32"),
        ("W4A16 over FP16", 4.82, "mixpe-w4a16", "exact dot-8"),
    ];

    // Throughput over area of W4 by FP16 over that of FP16 by FP16.
    private static readonly (string System, double Published)[] Densities = [("FIGNA", 4.0), ("FIGLUT", 4.3), ("AxCore", 6.7)];

    private const string Array = "mixpe-w4a16-aligned";

    /// <summary>Both tables in Markdown.</summary>
    /// <param name="pes">Text of the records of PEs by the name of the design.</param>
    /// <param name="arrays">Text of the records of arrays.</param>
    /// <exception cref="JsonException">A text is no record.</exception>
    /// <exception cref="KeyNotFoundException">It has not what a record has.</exception>
    public static string Write(IReadOnlyDictionary<string, string> pes, IReadOnlyDictionary<string, string> arrays)
    {
        ArgumentNullException.ThrowIfNull(pes);
        ArgumentNullException.ThrowIfNull(arrays);
        StringBuilder text = new("""
            | 1/(area·power), PE over PE | published | ours | is | area of the rival's | energy of the rival's | rival | the same at the period | equal area: throughput | over `fp16-dot8` |
            |---|---|---|---|---|---|---|---|---|---|

            """);
        (double Area, double Energy) shared = QorDots.Rival(pes, QorDots.Fp16);
        foreach ((string pair, double published, string name, string what) in Pairs)
        {
            if (!pes.TryGetValue(name, out string? record))
            {
                text.Append(CultureInfo.InvariantCulture, $"| {pair} | {published:0.00} | not measured | `{name}`, {what} | – | – | – | – | – | – |\n");
                continue;
            }

            JsonElement[] points = QorRecord.Points(record);
            (JsonElement rival, double area, double energy) = Hardest(points[^1]);
            JsonElement own = QorRecord.Unlimited(record);
            string overDot = pair.EndsWith("FP16", StringComparison.Ordinal)
                ? string.Create(CultureInfo.InvariantCulture, $"{shared.Area * shared.Energy / (Each(own, "area_um2_per_mac") * Each(own, "energy_pj_per_mac")):0.00}")
                : "–";
            (_, double areaAtPeriod, double energyAtPeriod) = Hardest(points[^2]);
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {pair} | {published:0.00} | {1 / (area * energy):0.00} | `{name}`, {what} | {area:0.000} | {energy:0.000} | {rival.GetProperty("name").GetString()} | "
                + $"{1 / (areaAtPeriod * energyAtPeriod):0.00} | {1 / area:0.00} | {overDot} |\n");
        }

        double each = QorRecord.Number(QorRecord.Unlimited(arrays[Array]), "area_um2_per_mac")!.Value;
        double fma = QorRecord.MultiplyAdd(pes.Values).Area;
        double dot = QorRecord.Least([QorRecord.Unlimited(pes[QorDots.Fp16])], "area_um2_per_mac");
        text.Append(
            CultureInfo.InvariantCulture,
            $"\n| products a second and area, W4 by FP16 over FP16 | published | `{Array}`, whole array, over an FMA alone | over `{QorDots.Fp16}` alone |\n|---|---|---|---|\n");
        foreach ((string system, double published) in Densities)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {system} | {published:0.0} | {fma / each:0.0} | {dot / each:0.0} |\n");
        }

        return text.ToString();
    }

    private static double Each(JsonElement figure, string name) => QorRecord.Number(figure, name)!.Value;

    // The rival, none of those left to the synthesizer, with the least product of area and energy.
    private static (JsonElement Rival, double Area, double Energy) Hardest(JsonElement point) => point.GetProperty("baselines")
        .EnumerateArray()
        .Where(rival => rival.ValueKind == JsonValueKind.Object
            && !rival.GetProperty("name").GetString()!.EndsWith(QorRecord.Behavioural, StringComparison.Ordinal))
        .Select(rival => (Rival: rival, Area: QorRecord.Number(rival, "area_ratio"), Energy: QorRecord.Number(rival, "energy_ratio")))
        .Where(one => one.Area is not null && one.Energy is not null)
        .Select(one => (one.Rival, one.Area!.Value, one.Energy!.Value))
        .MaxBy(one => one.Item2 * one.Item3);
}
