using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MixPe.Flow.Synthesis.Records;

/// <summary>The table of whole arrays in docs/qor.md, from what <c>mixpe synth --unit array --json</c> wrote.</summary>
public static class QorArrays
{
    private const double SquareMm = 1e-6;

    /// <summary>The table in Markdown, a row a record.</summary>
    /// <param name="records">Text of the records of one library by the name of the design.</param>
    /// <param name="pes">Text of the records of PEs: the smallest netlist of an FP16 fused multiply-add among them and their
    /// baselines is what areas are compared with, without what an array has around it.</param>
    /// <exception cref="JsonException">A text is no record.</exception>
    /// <exception cref="KeyNotFoundException">Nor is it.</exception>
    public static string Write(IReadOnlyDictionary<string, string> records, IEnumerable<string> pes)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(pes);
        double least = QorRecord.MultiplyAdd(pes).Area;
        StringBuilder text = new(string.Create(CultureInfo.InvariantCulture, $"""
            | design | mm² | area a product, µm² | of an FMA's {least:0} µm² | ns | PEs | dequantization | the rest: edges, skew, sums | checked |
            |---|---|---|---|---|---|---|---|---|

            """));
        IEnumerable<(string Name, JsonElement Design)> designs = records
            .Select(record => (record.Key, QorRecord.Unlimited(record.Value))).OrderBy(one => one.Key, StringComparer.Ordinal);
        foreach ((string name, JsonElement design) in designs)
        {
            double area = Number(design, "area_um2");
            double each = Number(design, "area_um2_per_mac");
            double products = Share(design, "_pe") / area;
            double dequantization = Share(design, "_group_dequant") / area;
            text.Append(CultureInfo.InvariantCulture, $"""
                | `{name}` | {area * SquareMm:0.00} | {each:0} | {each / least:0.000} | {Number(design, "delay_ps") / 1000:0.00} | {100 * products:0} % | {100 * dequantization:0} % | {100 * (1 - products - dequantization):0} % | {design.GetProperty("checked").GetInt64()} |

                """);
        }

        return text.ToString();
    }

    private static double Share(JsonElement design, string unit) => design.GetProperty("modules").EnumerateArray()
        .Where(module => module.GetProperty("name").GetString()!.EndsWith(unit, StringComparison.Ordinal))
        .Sum(module => Number(module, "times") * Number(module, "area_um2"));

    private static double Number(JsonElement parent, string name) => parent.GetProperty(name).GetDouble();
}
