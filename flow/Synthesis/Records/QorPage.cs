using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MixPe.Flow.Synthesis.Records;

/// <summary>The tables of docs/qor.md, from what <c>mixpe synth --json</c> wrote.</summary>
public static class QorPage
{
    /// <summary>Both tables in Markdown: figures, then goals.</summary>
    /// <param name="records">Text of the records of one library by the name of the design.</param>
    /// <exception cref="JsonException">A text is no record.</exception>
    /// <exception cref="KeyNotFoundException">Nor is it.</exception>
    public static string Write(IReadOnlyDictionary<string, string> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        Dictionary<string, JsonElement> read = records.ToDictionary(
            record => record.Key,
            record => JsonDocument.Parse(record.Value).RootElement.GetProperty("points"),
            StringComparer.Ordinal);
        StringBuilder text = new();
        foreach (bool isLimited in new[] { false, true })
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                {(isLimited ? "At the period in the second column, a quarter more than the shortest that all meet:" : "Without a limit of the period:")}

                | design |{(isLimited ? " period, ns |" : "")} area a product, µm² | NAND2 | ns | energy a product, pJ | of the smallest rival's area | of the least energy | checked |
                |---|{(isLimited ? "---|" : "")}---|---|---|---|---|---|---|

                """);
            foreach ((string name, JsonElement points) in read.OrderBy(one => one.Key, StringComparer.Ordinal))
            {
                JsonElement point = Point(points, isLimited);
                JsonElement design = point.GetProperty("design");
                double each = QorRecord.Number(design, "area_um2_per_mac")!.Value;
                double nand2 = QorRecord.Number(design, "nand2")!.Value * each / QorRecord.Number(design, "area_um2")!.Value;
                string period = isLimited
                    ? string.Create(CultureInfo.InvariantCulture, $" {QorRecord.Number(point, "clock_ns"):0.00} |")
                    : "";
                text.Append(CultureInfo.InvariantCulture, $"""
                    | `{name}` |{period} {each:0} | {nand2:0.0} | {QorRecord.Number(design, "delay_ps") / 1000:0.00} | {QorRecord.Number(design, "energy_pj_per_mac"):0.00} | {Shown(Largest(point, "area_ratio"))} | {Shown(Largest(point, "energy_ratio"))} | {design.GetProperty("checked").GetInt64()} |

                    """);
            }

            text.Append('\n');
        }

        return text.Append(Goals(read)).ToString();
    }

    private static string Goals(Dictionary<string, JsonElement> records)
    {
        StringBuilder text = new("| figure | goal | without a limit | at the period | |\n|---|---|---|---|---|\n");
        foreach (QorGoal goal in QorGoal.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {goal.Figure} | {(goal.IsStrict ? "<" : "≤")} {goal.Most:0.00} ");
            bool isReached = records.TryGetValue(goal.Record, out JsonElement points);
            foreach (bool isLimited in new[] { false, true })
            {
                (string Name, double Ratio)? worst =
                    points.ValueKind == JsonValueKind.Array ? Largest(Point(points, isLimited), goal.Ratio, goal.IsTwin) : null;
                isReached &= worst is { } one && (goal.IsStrict ? one.Ratio < goal.Most : one.Ratio <= goal.Most);
                text.Append(CultureInfo.InvariantCulture, $"| {Shown(worst)} ");
            }

            text.Append(
                CultureInfo.InvariantCulture,
                $"| {(points.ValueKind != JsonValueKind.Array ? "not measured" : isReached ? "reached" : "**not reached**")} |\n");
        }

        return text.ToString();
    }

    // The last point has no limit, the one before it the period that is to be quoted.
    private static JsonElement Point(JsonElement points, bool isLimited) =>
        points[points.GetArrayLength() - (isLimited ? 2 : 1)];

    // The rival that is hardest to beat: never what is left to the synthesizer, unless the twin is asked for.
    private static (string Name, double Ratio)? Largest(JsonElement point, string ratio, bool isTwin = false)
    {
        (string Name, double Ratio)? largest = null;
        foreach (JsonElement baseline in point.GetProperty("baselines").EnumerateArray())
        {
            string name = baseline.GetProperty("name").GetString()!;
            bool isLeft = name.EndsWith(QorRecord.Behavioural, StringComparison.Ordinal);
            bool counts = isTwin ? isLeft && !name.StartsWith("INT8", StringComparison.Ordinal) : !isLeft;
            if (counts && QorRecord.Number(baseline, ratio) is { } value && !(value <= largest?.Ratio))
            {
                largest = (name, value);
            }
        }

        return largest;
    }

    private static string Shown((string Name, double Ratio)? one) => one is { } ratio
        ? string.Create(CultureInfo.InvariantCulture, $"{ratio.Ratio:0.000}, {ratio.Name}")
        : "–";
}
