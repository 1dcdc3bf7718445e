using MixPe.Flow.Explore.Points;

namespace MixPe.Flow.Explore.Sampling;

/// <summary>Chooses the points of a run, some at a time.</summary>
public interface ISampler
{
    /// <summary>Points that will be evaluated at most.</summary>
    int Total { get; }

    /// <summary>The next points, none of which was given before.</summary>
    /// <param name="costs">The costs of a point that was given before, less being better; null if it has none since a figure
    /// failed or does not exist.</param>
    /// <returns>None when there are no more.</returns>
    IReadOnlyList<DesignPoint> NextBatch(Func<DesignPoint, IReadOnlyList<double>?> costs);
}
