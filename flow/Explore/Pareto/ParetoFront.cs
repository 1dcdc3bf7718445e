using MixPe.Flow.Explore.Evaluation;

namespace MixPe.Flow.Explore.Pareto;

/// <summary>The points that no other point beats.</summary>
public static class ParetoFront
{
    /// <summary>They, from the best in the first metric on.</summary>
    /// <param name="results">The points; those that lack a figure are left out.</param>
    /// <param name="metrics">What is weighed against what.</param>
    public static IReadOnlyList<PointResult> Of(IReadOnlyList<PointResult> results, IReadOnlyList<Metric> metrics)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(metrics);
        (PointResult Result, IReadOnlyList<double> Costs)[] all =
            [.. from result in results let costs = result.Costs(metrics) where costs is not null select (result, costs)];
        return
        [
            .. all.Where(one => !all.Any(other => Dominance.Beats(other.Costs, one.Costs)))
                .OrderBy(one => one.Costs[0]).ThenBy(one => one.Costs[1]).Select(one => one.Result),
        ];
    }
}
