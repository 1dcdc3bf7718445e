using System.Globalization;
using System.Text;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Pareto;

namespace MixPe.Flow.Explore.Results;

/// <summary>The tables of docs/results, from points.csv.</summary>
public static class ResultsPage
{
    /// <summary>The number of points, by how they ended.</summary>
    public static string Counts(ResultTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        StringBuilder text = new("| | points of the space | references |\n|---|---|---|\n");
        foreach (IGrouping<string, ResultRow> group in table.Rows.GroupBy(row => row.Status).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Line(text, $"| {group.Key} | {group.Count(row => !row.IsReference)} | {group.Count(row => row.IsReference)} |");
        }

        return text.ToString();
    }

    /// <summary>What no other point beats, from the best in SQNR on.</summary>
    public static string Front(ResultTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        StringBuilder text = new(
            "| SQNR, dB | cosine | nearest kept | bits a weight | density, FP16 = 1 | busy | µm² a product: PE + edges | pJ a product: PE + edges | point |\n"
            + "|---|---|---|---|---|---|---|---|---|\n");
        foreach (ResultRow row in table.Rows.Where(row => row.IsFront).OrderByDescending(row => row.Figure(Metrics.Sqnr)))
        {
            Line(
                text,
                $"| {row.Figure(Metrics.Sqnr):0.00} | {row.Figure(Metrics.Cosine):0.0000} | {row.Figure(Metrics.NearestKept)} | {row.Figure(Metrics.WeightBits):0.00} | {row.Density:0.0} | {Cost(row)} | {Name(row)} |");
        }

        return text.ToString();
    }

    /// <summary>Every reference beside what is densest at its fidelity, and at its fidelity and bits.</summary>
    public static string References(ResultTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        StringBuilder text = new(
            "| reference | SQNR, dB | bits a weight | group | density, FP16 = 1 | busy | µm² a product: PE + edges | pJ a product: PE + edges | densest of no less SQNR | of its density | of that without its edges | and of no more bits | of its density | of that without its edges |\n"
            + "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (ResultRow row in table.Rows.Where(row => row.IsReference).OrderByDescending(row => row.Figure(Metrics.Sqnr) ?? double.NegativeInfinity))
        {
            Line(
                text,
                $"| {Name(row)} | {row.Figure(Metrics.Sqnr):0.00} | {row.Figure(Metrics.WeightBits):0.00} | {row.Values["group"]} | {(row.Density is { } density ? density.ToString("0.0", CultureInfo.InvariantCulture) : "–")} | {Cost(row)} | {Rival(table, row, OfFidelity)} | {Rival(table, row, OfBits)} |");
        }

        return text.ToString();
    }

    /// <summary>What one field does: points that differ in nothing else, two values at a time.</summary>
    public static string Fields(ResultTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        StringBuilder text = new(
            "| field | from | to | pairs | SQNR, dB: median (least to most) | density: median (least to most) |\n|---|---|---|---|---|---|\n");
        foreach (string field in table.Fields)
        {
            foreach (FieldEffect effect in FieldEffect.Of(table, field))
            {
                Line(
                    text,
                    $"| `{field}` | {effect.From} | {effect.To} | {effect.Pairs} | {effect.Sqnr.Median:+0.00;-0.00;0.00} ({effect.Sqnr.Least:+0.00;-0.00;0.00} to {effect.Sqnr.Most:+0.00;-0.00;0.00}) | × {effect.Density.Median:0.00} ({effect.Density.Least:0.00} to {effect.Density.Most:0.00}) |");
            }
        }

        return text.ToString();
    }

    private static string Rival(ResultTable table, ResultRow row, Func<ResultRow, IReadOnlyList<double>?> costs)
    {
        ResultRow[] others = [.. table.Rows.Where(other => !other.IsReference)];
        if (costs(row) is not { } own)
        {
            return "– | – | –";
        }

        return Dominance.Rival(own, [.. others.Select(costs)]) is { } rival
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{Short(others[rival])} | {Ratio(others[rival], row):0.00} | {Or(Ratio(others[rival], row) / row.EdgeFactor)}")
            : "none | – | –";
    }

    private static double? Ratio(ResultRow rival, ResultRow row) => rival.Figure(Metrics.Density) / row.Figure(Metrics.Density);

    private static string Or(double? ratio) => ratio is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) : "–";

    private static IReadOnlyList<double>? OfFidelity(ResultRow row) => row.Costs(Metrics.Sqnr, Metrics.Density);

    private static IReadOnlyList<double>? OfBits(ResultRow row) => row.Costs(Metrics.Sqnr, Metrics.WeightBits, Metrics.Density);

    // How busy its PEs are, and what a product takes in them and at their edges.
    private static string Cost(ResultRow row) => row.Density is null ? "– | – | –" : string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Figure(Metrics.Utilization):0 %} | {row.Figure(Metrics.AreaPerMac):0} + {row.EdgeAreaPerMac:0} | {row.Figure(Metrics.EnergyPerMac):0.00} + {row.Figure(Metrics.EdgeEnergyPerMac):0.00}");

    private static string Short(ResultRow row) =>
        $"{row.Values["weights"]} × {row.Values["activations"]}, {row.Values["group"]}";

    // A reference's label has the clock period of the space, which all have.
    private static string Name(ResultRow row)
    {
        string name = $"`{(row.IsReference ? row.Named : Words(row))}`";
        return row.IsReference ? row.Systems.Length > 0 ? $"{name}, {row.Systems}" : name
            : row.Named.Length > 0 ? $"{name} = {row.Named}" : name;
    }

    // What is not there needs no word.
    private static string Words(ResultRow row) =>
        string.Join(' ', row.Choices.Where(choice => choice.Value != "none").Select(choice => $"{choice.Key}={choice.Value}"));

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(FormattableString.Invariant(line)).Append('\n');
}
