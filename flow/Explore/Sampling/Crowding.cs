namespace MixPe.Flow.Explore.Sampling;

/// <summary>Crowding distance (K. Deb and others, 2002): how alone a point is on its front.</summary>
internal static class Crowding
{
    /// <summary>The distance of each; infinite at the ends of an objective.</summary>
    /// <param name="front">[points][objectives] costs of one front.</param>
    public static double[] Distances(IReadOnlyList<IReadOnlyList<double>> front)
    {
        var distances = new double[front.Count];
        int objectives = front.Count == 0 ? 0 : front[0].Count;
        for (int objective = 0; objective < objectives; objective++)
        {
            int[] order = [.. Enumerable.Range(0, front.Count).OrderBy(i => front[i][objective])];
            double span = front[order[^1]][objective] - front[order[0]][objective];
            distances[order[0]] = distances[order[^1]] = double.PositiveInfinity;
            for (int i = 1; i + 1 < order.Length && span > 0 && double.IsFinite(span); i++)
            {
                distances[order[i]] += (front[order[i + 1]][objective] - front[order[i - 1]][objective]) / span;
            }
        }

        return distances;
    }
}
