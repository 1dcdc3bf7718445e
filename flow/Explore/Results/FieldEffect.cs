using System.Globalization;
using MixPe.Flow.Explore.Evaluation;

namespace MixPe.Flow.Explore.Results;

/// <summary>What a field's value does instead of another one, in pairs of points that differ in that field alone.</summary>
/// <param name="From">One value.</param>
/// <param name="To">The other.</param>
/// <param name="Pairs">Pairs of measured points.</param>
/// <param name="Sqnr">What SQNR gains, in dB.</param>
/// <param name="Density">What density is multiplied by.</param>
public sealed record FieldEffect(string From, string To, int Pairs, Spread Sqnr, Spread Density)
{
    // A median of fewer says nothing of other points.
    private const int FewestPairs = 5;

    /// <summary>All effects of a field of which there are five pairs or more, values in their order.</summary>
    public static IEnumerable<FieldEffect> Of(ResultTable table, string field)
    {
        ArgumentNullException.ThrowIfNull(table);
        ResultRow[] rows = [.. table.Rows.Where(row => !row.IsReference && row.Costs(Metrics.Sqnr, Metrics.Density) is not null)];
        string[] values =
        [
            .. rows.Select(row => row.Choices[field]).Distinct().Order(StringComparer.Ordinal)
                .OrderBy(value => double.TryParse(value, CultureInfo.InvariantCulture, out double number) ? number : 0),
        ];
        IGrouping<string, ResultRow>[] alike =
        [
            .. rows.GroupBy(
                row => string.Join(' ', row.Choices.Where(choice => choice.Key != field).Select(choice => choice.Value)), StringComparer.Ordinal),
        ];
        for (int second = 1; second < values.Length; second++)
        {
            for (int first = 0; first < second; first++)
            {
                (double Sqnr, double Density)[] pairs =
                [
                    .. from same in alike
                       from one in same.Where(row => row.Choices[field] == values[first])
                       from other in same.Where(row => row.Choices[field] == values[second])
                       select (
                           other.Figure(Metrics.Sqnr)!.Value - one.Figure(Metrics.Sqnr)!.Value,
                           other.Figure(Metrics.Density)!.Value / one.Figure(Metrics.Density)!.Value),
                ];
                if (pairs.Length >= FewestPairs)
                {
                    yield return new FieldEffect(
                        values[first], values[second], pairs.Length,
                        Spread.Of([.. pairs.Select(pair => pair.Sqnr)]), Spread.Of([.. pairs.Select(pair => pair.Density)]));
                }
            }
        }
    }
}
