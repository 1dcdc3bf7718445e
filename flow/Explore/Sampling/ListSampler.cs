using MixPe.Flow.Explore.Points;

namespace MixPe.Flow.Explore.Sampling;

/// <summary>Points of a sequence of combinations that does not depend on what is measured.</summary>
/// <param name="points">The points, no two the same.</param>
public sealed class ListSampler(IReadOnlyList<DesignPoint> points) : ISampler
{
    private bool _isGiven;

    /// <inheritdoc/>
    public int Total => points.Count;

    /// <summary>The first valid points of a sequence.</summary>
    /// <param name="catalogue">Knows which combinations are points.</param>
    /// <param name="choices">Combinations; the sequence may have no end.</param>
    /// <param name="count">Points that are wanted.</param>
    /// <param name="patience">Combinations without a new point after which the space is taken to have no more.</param>
    public static ListSampler Of(PointCatalogue catalogue, IEnumerable<int[]> choices, int count, int patience)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(choices);
        List<DesignPoint> points = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        int idle = 0;
        foreach (int[] choice in choices)
        {
            if (catalogue.Find(choice) is { } point && seen.Add(point.Hash))
            {
                points.Add(point);
                idle = 0;
            }
            else
            {
                idle++;
            }

            if (points.Count == count || idle > patience)
            {
                break;
            }
        }

        return new ListSampler(points);
    }

    /// <inheritdoc/>
    public IReadOnlyList<DesignPoint> NextBatch(Func<DesignPoint, IReadOnlyList<double>?> costs)
    {
        IReadOnlyList<DesignPoint> next = _isGiven ? [] : points;
        _isGiven = true;
        return next;
    }
}
