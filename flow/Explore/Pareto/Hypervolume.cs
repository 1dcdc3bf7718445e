namespace MixPe.Flow.Explore.Pareto;

/// <summary>The volume that costs beat below a reference point: one figure of how good a front is (E. Zitzler and L. Thiele,
/// 1998).</summary>
public static class Hypervolume
{
    /// <summary>Of any number of objectives, by slices along the last one: fast for two and three.</summary>
    /// <param name="costs">[points][objectives]; what is not below the reference counts nothing.</param>
    /// <param name="reference">[objectives] costs that are worse than all that counts.</param>
    public static double Of(IEnumerable<IReadOnlyList<double>> costs, IReadOnlyList<double> reference)
    {
        ArgumentNullException.ThrowIfNull(costs);
        ArgumentNullException.ThrowIfNull(reference);
        double[][] inside = [.. costs.Where(cost => cost.Zip(reference).All(pair => pair.First < pair.Second)).Select(cost => cost.ToArray())];
        return Of(inside, reference, reference.Count);
    }

    private static double Of(double[][] points, IReadOnlyList<double> reference, int objectives)
    {
        if (points.Length == 0)
        {
            return 0;
        }

        if (objectives == 1)
        {
            return reference[0] - points.Min(point => point[0]);
        }

        int last = objectives - 1;
        double[][] sorted = [.. points.OrderBy(point => point[last])];
        double volume = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double next = i + 1 < sorted.Length ? sorted[i + 1][last] : reference[last];
            if (next > sorted[i][last])
            {
                volume += (next - sorted[i][last]) * Of(sorted[..(i + 1)], reference, last);
            }
        }

        return volume;
    }
}
