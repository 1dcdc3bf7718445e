using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MixPe.Flow.Synthesis.Records;

/// <summary>The tables of docs/qor.md that set designs of floating-point activations beside fused dot products, the rivals that share
/// alignment, normalization and accumulator between products as ours do, and beside the best fused multiply-add of any record.</summary>
public static class QorDots
{
    /// <summary>Record of the fused dot product of FP16 weights.</summary>
    public const string Fp16 = "fp16-dot8";

    /// <summary>Record of the fused dot product of INT4 weights.</summary>
    public const string W4A16 = "w4a16-dot8";

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
    /// <exception cref="KeyNotFoundException">It has not what a record has.</exception>
    public static string Write(IReadOnlyDictionary<string, string> pes, IReadOnlyDictionary<string, string> arrays)
    {
        ArgumentNullException.ThrowIfNull(pes);
        ArgumentNullException.ThrowIfNull(arrays);
        (double Area, double Energy)[] rivals = [QorRecord.MultiplyAdd(pes.Values), Rival(pes, Fp16), Rival(pes, W4A16)];
        StringBuilder text = new(string.Create(CultureInfo.InvariantCulture, $"""
            | design | area a product, µm² | of an FMA's {rivals[0].Area:0} | of `{Fp16}`'s {rivals[1].Area:0} | of `{W4A16}`'s {rivals[2].Area:0} | energy a product, pJ | of an FMA's {rivals[0].Energy:0.0} | of `{Fp16}`'s {rivals[1].Energy:0.0} | of `{W4A16}`'s {rivals[2].Energy:0.0} |
            |---|---|---|---|---|---|---|---|---|

            """));
        var compared = pes.Where(one =>
            QorRecord.HasMultiplyAdds(one.Value) && !IsOf(one.Key, Fp16) && !IsOf(one.Key, W4A16));
        foreach ((string name, string record) in Ordered(compared))
        {
            text.Append(Row($"`{name}`", record, rivals));
        }

        foreach ((string name, string record) in Ordered(arrays))
        {
            text.Append(Row($"`{name}`, whole array", record, rivals));
        }

        text.Append("\n| figure | goal | without a limit | |\n|---|---|---|---|\n");
        foreach ((string figure, string name, bool isArray, string rival, double most) in Goals)
        {
            double ratio = QorRecord.Number(QorRecord.Unlimited((isArray ? arrays : pes)[name]), "area_um2_per_mac")!.Value
                / rivals[rival == Fp16 ? 1 : 2].Area;
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {figure} | ≤ {most:0.00} | {ratio:0.000} | {(ratio <= most ? "reached" : "**not reached**")} |\n");
        }

        return text.ToString();
    }

    private static string Row(string name, string record, (double Area, double Energy)[] rivals)
    {
        JsonElement design = QorRecord.Unlimited(record);
        double area = QorRecord.Number(design, "area_um2_per_mac")!.Value;
        string energy = QorRecord.Number(design, "energy_pj_per_mac") is { } one
            ? string.Create(CultureInfo.InvariantCulture, $"{one:0.00} | {Ratios(rivals.Select(rival => one / rival.Energy))}")
            : "– | – | – | –";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {area:0} | {Ratios(rivals.Select(rival => area / rival.Area))} | {energy} |\n");
    }

    private static string Ratios(IEnumerable<double> ratios) =>
        string.Join(" | ", ratios.Select(ratio => ratio.ToString("0.000", CultureInfo.InvariantCulture)));

    // Of a record and those of the same design with other fields: the smallest netlist, and the least energy of any, since small ones
    // glitch most.
    internal static (double Area, double Energy) Rival(IReadOnlyDictionary<string, string> pes, string name)
    {
        JsonElement[] designs =
        [
            .. pes.Where(one => IsOf(one.Key, name))
                .SelectMany(one => QorRecord.Points(one.Value))
                .Select(point => point.GetProperty("design"))
                .Where(design => design.ValueKind == JsonValueKind.Object),
        ];
        return (QorRecord.Least(designs, "area_um2_per_mac"), QorRecord.Least(designs, "energy_pj_per_mac"));
    }

    private static bool IsOf(string record, string name) =>
        record == name || record.StartsWith($"{name}+", StringComparison.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> Ordered(IEnumerable<KeyValuePair<string, string>> records) =>
        records.OrderBy(record => record.Key, StringComparer.Ordinal);
}
