namespace MixPe.Flow.Explore.Pareto;

/// <summary>Which costs beat which; less is better.</summary>
public static class Dominance
{
    /// <summary>True if one is no worse anywhere and better somewhere.</summary>
    /// <param name="one">[objectives] costs.</param>
    /// <param name="other">As many.</param>
    public static bool Beats(IReadOnlyList<double> one, IReadOnlyList<double> other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        bool isBetter = false;
        for (int i = 0; i < one.Count; i++)
        {
            if (one[i] > other[i])
            {
                return false;
            }

            isBetter |= one[i] < other[i];
        }

        return isBetter;
    }

    /// <summary>What is no worse than a point in all objectives but the last, and the best of that in the last: how near something
    /// else comes to it, or by how much it wins.</summary>
    /// <param name="one">[objectives] costs of the point.</param>
    /// <param name="others">[points] costs, or null where some do not exist; without the point itself.</param>
    /// <returns>Index of the first such point, or null.</returns>
    public static int? Rival(IReadOnlyList<double> one, IReadOnlyList<IReadOnlyList<double>?> others)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(others);
        int? best = null;
        for (int i = 0; i < others.Count; i++)
        {
            if (others[i] is { } costs && costs.SkipLast(1).Zip(one).All(pair => pair.First <= pair.Second)
                && !(best is { } found && others[found]![^1] <= costs[^1]))
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>The fronts of a population: the first holds what nothing beats, the second what only those of the first beat,
    /// and so on.</summary>
    /// <param name="costs">[population][objectives].</param>
    /// <returns>Indices.</returns>
    public static IReadOnlyList<IReadOnlyList<int>> Fronts(IReadOnlyList<IReadOnlyList<double>> costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        List<IReadOnlyList<int>> fronts = [];
        List<int> left = [.. Enumerable.Range(0, costs.Count)];
        while (left.Count > 0)
        {
            int[] front = [.. left.Where(one => !left.Any(other => Beats(costs[other], costs[one])))];
            fronts.Add(front);
            left.RemoveAll(front.Contains);
        }

        return fronts;
    }
}
