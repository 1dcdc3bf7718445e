namespace MixPe.Model.Metrics;

/// <summary>How far two lists of values of the same items are in the same order.</summary>
/// <param name="Spearman">Spearman's ρ: the correlation of the ranks, those of equal values averaged; NaN where one
/// list is all equal.</param>
/// <param name="Kendall">Kendall's τ-b: pairs in the same order less pairs in the opposite one, over √ of those that
/// each list orders at all; NaN where one orders none.</param>
/// <param name="Pairs">Pairs of items that the first list orders.</param>
/// <param name="Swapped">Those that the second list orders the other way, or not at all.</param>
public sealed record RankAgreement(double Spearman, double Kendall, long Pairs, long Swapped)
{
    /// <summary>Every pair of items is in the order that the first list has.</summary>
    public bool IsKept => Swapped == 0;

    /// <summary>Compares two lists.</summary>
    /// <param name="reference">[items], none NaN.</param>
    /// <param name="actual">[items], none NaN.</param>
    /// <exception cref="ArgumentException">The lengths differ or are below 2.</exception>
    public static RankAgreement Measure(IReadOnlyList<double> reference, IReadOnlyList<double> actual)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(actual);
        if (reference.Count != actual.Count || reference.Count < 2)
        {
            throw new ArgumentException(
                $"lengths {reference.Count} and {actual.Count}: they must be equal and at least 2");
        }

        long same = 0, opposite = 0, ordered = 0, orderedByActual = 0;
        for (int i = 0; i < reference.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                int expected = reference[i].CompareTo(reference[j]);
                int found = actual[i].CompareTo(actual[j]);
                ordered += expected == 0 ? 0 : 1;
                orderedByActual += found == 0 ? 0 : 1;
                same += expected * found > 0 ? 1 : 0;
                opposite += expected * found < 0 ? 1 : 0;
            }
        }

        double kendall = (same - opposite) / (Math.Sqrt(ordered) * Math.Sqrt(orderedByActual));
        return new RankAgreement(Correlation(Ranks(reference), Ranks(actual)), kendall, ordered, ordered - same);
    }

    private static double[] Ranks(IReadOnlyList<double> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
        var ranks = new double[values.Count];
        for (int first = 0, next; first < order.Length; first = next)
        {
            for (next = first + 1; next < order.Length && values[order[next]] == values[order[first]]; next++)
            {
            }

            for (int i = first; i < next; i++)
            {
                ranks[order[i]] = (first + next - 1) / 2.0;
            }
        }

        return ranks;
    }

    private static double Correlation(double[] a, double[] b)
    {
        double meanA = a.Average();
        double meanB = b.Average();
        double product = 0, squareA = 0, squareB = 0;
        for (int i = 0; i < a.Length; i++)
        {
            product += (a[i] - meanA) * (b[i] - meanB);
            squareA += (a[i] - meanA) * (a[i] - meanA);
            squareB += (b[i] - meanB) * (b[i] - meanB);
        }

        return product / Math.Sqrt(squareA * squareB);
    }
}
