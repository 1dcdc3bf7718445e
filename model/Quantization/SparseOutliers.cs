namespace MixPe.Model.Quantization;

/// <summary>Single weights that are better left out of their groups (SpQR, arXiv 2306.03078, 3.2).</summary>
public static class SparseOutliers
{
    /// <summary>The weights without which the rest of their group loses least: the squared error of the group rounded to nearest with a scale
    /// and a zero point, less that of the others rounded without this one, each weighted by the energy of its column. Those of the largest
    /// gain, of equal ones the first; none that gains nothing.</summary>
    /// <param name="weights">[n, k] finite weights, row major.</param>
    /// <param name="k">Columns.</param>
    /// <param name="group">Group length along k.</param>
    /// <param name="codes">Codes of an unsigned format, less one: 7 of 3 bits.</param>
    /// <param name="energies">[k] mean squares of the activations' columns.</param>
    /// <param name="most">How many at most.</param>
    /// <returns>[n, k], true where a weight is one.</returns>
    public static bool[] Choose(ReadOnlySpan<float> weights, int k, int group, int codes, IReadOnlyList<double> energies, long most)
    {
        ArgumentNullException.ThrowIfNull(energies);
        double[] gains = new double[weights.Length];
        for (int first = 0; first < weights.Length; first += Math.Min(group, k - (first % k)))
        {
            int column = first % k;
            ReadOnlySpan<float> values = weights.Slice(first, Math.Min(group, k - column));
            double whole = Error(values, -1, codes, energies, column);
            for (int i = 0; i < values.Length; i++)
            {
                gains[first + i] = whole - Error(values, i, codes, energies, column);
            }
        }

        bool[] chosen = new bool[weights.Length];
        foreach (int at in Enumerable.Range(0, gains.Length).Where(i => gains[i] > 0).OrderByDescending(i => gains[i]).Take((int)most))
        {
            chosen[at] = true;
        }

        return chosen;
    }

    // Of all but one.
    private static double Error(ReadOnlySpan<float> values, int without, int codes, IReadOnlyList<double> energies, int column)
    {
        double min = 0, max = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (i != without)
            {
                (min, max) = (Math.Min(min, values[i]), Math.Max(max, values[i]));
            }
        }

        double scale = (max - min) / codes, error = 0;
        if (scale == 0)
        {
            return 0;
        }

        double zero = Math.Round(-min / scale, MidpointRounding.ToEven);
        for (int i = 0; i < values.Length; i++)
        {
            if (i != without)
            {
                double code = Math.Clamp(Math.Round(values[i] / scale, MidpointRounding.ToEven) + zero, 0, codes);
                double off = values[i] - (scale * (code - zero));
                error += energies[column + i] * off * off;
            }
        }

        return error;
    }
}
