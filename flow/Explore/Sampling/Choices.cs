namespace MixPe.Flow.Explore.Sampling;

/// <summary>Sequences of combinations: an index of a value for each field that varies.</summary>
public static class Choices
{
    /// <summary>Every combination once, the last field fastest.</summary>
    /// <param name="sizes">[fields] values of each, at least 1.</param>
    public static IEnumerable<int[]> Grid(IReadOnlyList<int> sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        int[] choice = new int[sizes.Count];
        while (true)
        {
            yield return [.. choice];
            int at = sizes.Count - 1;
            while (at >= 0 && ++choice[at] == sizes[at])
            {
                choice[at--] = 0;
            }

            if (at < 0)
            {
                yield break;
            }
        }
    }

    /// <summary>Uniform draws, with repetition, without end.</summary>
    /// <param name="sizes">[fields] values of each.</param>
    /// <param name="seed">The same seed gives the same sequence.</param>
    public static IEnumerable<int[]> Random(IReadOnlyList<int> sizes, int seed)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        Random random = new(seed);
        while (true)
        {
            yield return [.. sizes.Select(size => random.Next(size))];
        }
    }

    /// <summary>Sobol's sequence, shifted by the seed, each coordinate cut into as many equal parts as its field has values.
    /// It ends after 2^31 points.</summary>
    /// <param name="sizes">[fields] values of each, at most <see cref="SobolSequence.MaximumDimensions"/> fields.</param>
    /// <param name="seed">0 for the sequence itself.</param>
    public static IEnumerable<int[]> Sobol(IReadOnlyList<int> sizes, int seed)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        return new SobolSequence(sizes.Count, seed).Points()
            .Select(point => point.Select((bits, i) => (int)((ulong)bits * (ulong)sizes[i] >> 32)).ToArray());
    }
}
