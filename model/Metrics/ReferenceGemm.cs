using System.Numerics;

namespace MixPe.Model.Metrics;

/// <summary>Y = X·Wᵀ in FP64: what fidelity is measured against. The order of addition is not stated.</summary>
public static class ReferenceGemm
{
    /// <summary>The product.</summary>
    /// <param name="x">[m, k], row major.</param>
    /// <param name="w">[n, k], row major.</param>
    /// <param name="m">Rows of x.</param>
    /// <param name="n">Rows of w.</param>
    /// <param name="k">Columns of both.</param>
    /// <returns>[m, n], row major.</returns>
    /// <exception cref="ArgumentException">A length does not fit the shape.</exception>
    public static double[] Multiply(ReadOnlySpan<double> x, ReadOnlySpan<double> w, int m, int n, int k)
    {
        Require(x.Length, w.Length, m, n, k);
        var y = new double[checked(m * n)];
        for (int column = 0; column < n; column++)
        {
            ReadOnlySpan<double> weights = w.Slice(column * k, k);
            for (int row = 0; row < m; row++)
            {
                y[row * n + column] = Dot(x.Slice(row * k, k), weights);
            }
        }

        return y;
    }

    /// <summary>The product of binary32 matrices, widened exactly.</summary>
    /// <inheritdoc cref="Multiply(ReadOnlySpan{double}, ReadOnlySpan{double}, int, int, int)"/>
    public static double[] Multiply(ReadOnlySpan<float> x, ReadOnlySpan<float> w, int m, int n, int k) =>
        Multiply(Widen(x), Widen(w), m, n, k);

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
    {
        // Four sums hide the latency of an add.
        int width = Vector<double>.Count;
        Vector<double> s0 = default, s1 = default, s2 = default, s3 = default;
        int i = 0;
        for (; i <= x.Length - 4 * width; i += 4 * width)
        {
            s0 += new Vector<double>(x[i..]) * new Vector<double>(w[i..]);
            s1 += new Vector<double>(x[(i + width)..]) * new Vector<double>(w[(i + width)..]);
            s2 += new Vector<double>(x[(i + 2 * width)..]) * new Vector<double>(w[(i + 2 * width)..]);
            s3 += new Vector<double>(x[(i + 3 * width)..]) * new Vector<double>(w[(i + 3 * width)..]);
        }

        double sum = Vector.Sum(s0 + s1 + (s2 + s3));
        for (; i < x.Length; i++)
        {
            sum += x[i] * w[i];
        }

        return sum;
    }

    private static double[] Widen(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (int i = 0; i < wide.Length; i++)
        {
            wide[i] = values[i];
        }

        return wide;
    }

    private static void Require(int x, int w, int m, int n, int k)
    {
        if (m < 1 || n < 1 || k < 1 || x != (long)m * k || w != (long)n * k)
        {
            throw new ArgumentException($"x holds {x} and w {w} values: M={m}, N={n}, K={k} do not fit them");
        }
    }
}
