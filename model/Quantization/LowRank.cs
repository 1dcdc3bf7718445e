using System.Numerics;

namespace MixPe.Model.Quantization;

/// <summary>A matrix of low rank as the product of two narrow ones.</summary>
/// <param name="N">Rows.</param>
/// <param name="K">Columns.</param>
/// <param name="Rank">Columns of the left one, rows of the right one.</param>
/// <param name="Left">[N, Rank]: left singular vectors times singular values, the largest first.</param>
/// <param name="Right">[Rank, K]: right singular vectors.</param>
public sealed record LowRank(int N, int K, int Rank, double[] Left, double[] Right)
{
    // Singular vectors beyond the rank that are carried along: those that are wanted are there the sooner.
    private const int Spare = 8;
    private const int Iterations = 12;
    private const int Sweeps = 30;
    private const double Orthogonal = 1e-14;

    /// <summary>Of all matrices of that rank nearly the nearest one in the Frobenius norm: the first terms of the singular value
    /// decomposition, by orthogonal iteration from random vectors and one-sided Jacobi rotations (Golub and Van Loan, Matrix Computations,
    /// 8.2.4 and 8.6.3). The same matrix gives the same result.</summary>
    /// <param name="values">[n, k], row major.</param>
    /// <param name="n">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <param name="rank">Rank, at least 1; beyond the smaller side the rest is zero.</param>
    /// <exception cref="QuantizationException">A value is not finite.</exception>
    /// <exception cref="ArgumentException">The length is not n·k.</exception>
    public static LowRank Of(ReadOnlySpan<float> values, int n, int k, int rank)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        MatrixCheck.Require(values, n, k, "weights");
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++)
        {
            rows[i] = new double[k];
            for (int j = 0; j < k; j++)
            {
                rows[i][j] = values[(i * k) + j];
            }
        }

        int kept = Math.Min(rank + Spare, Math.Min(n, k));
        Random random = new(1);
        double[][] right = [.. Enumerable.Range(0, kept).Select(_ => Draw(random, k))];
        Orthonormalize(right);
        for (int i = 0; i < Iterations; i++)
        {
            double[][] images = Images(rows, right);
            Orthonormalize(images);
            right = Sums(rows, images, k);
            Orthonormalize(right);
        }

        double[][] left = Images(rows, right);
        Rotate(left, right);
        int[] order = [.. Enumerable.Range(0, kept).OrderByDescending(i => Dot(left[i], left[i]))];
        double[] l = new double[n * rank], r = new double[rank * k];
        for (int j = 0; j < Math.Min(rank, kept); j++)
        {
            right[order[j]].CopyTo(r, j * k);
            for (int i = 0; i < n; i++)
            {
                l[(i * rank) + j] = left[order[j]][i];
            }
        }

        return new LowRank(n, k, rank, l, r);
    }

    private static double[] Draw(Random random, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];

    // The matrix times each vector.
    private static double[][] Images(double[][] rows, double[][] vectors) =>
        [.. vectors.Select(vector => Array.ConvertAll(rows, row => Dot(row, vector)))];

    // The transposed matrix times each vector.
    private static double[][] Sums(double[][] rows, double[][] vectors, int length)
    {
        double[][] sums = [.. vectors.Select(_ => new double[length])];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < sums.Length; j++)
            {
                Add(sums[j], rows[i], vectors[j][i]);
            }
        }

        return sums;
    }

    // Gram and Schmidt, twice; what depends on the others becomes zero.
    private static void Orthonormalize(double[][] vectors)
    {
        for (int i = 0; i < vectors.Length; i++)
        {
            double before = Math.Sqrt(Dot(vectors[i], vectors[i]));
            for (int pass = 0; pass < 2; pass++)
            {
                for (int j = 0; j < i; j++)
                {
                    Add(vectors[i], vectors[j], -Dot(vectors[i], vectors[j]));
                }
            }

            double norm = Math.Sqrt(Dot(vectors[i], vectors[i]));
            double factor = norm > before * 1e-12 && norm > 0 ? 1 / norm : 0;
            for (int j = 0; j < vectors[i].Length; j++)
            {
                vectors[i][j] *= factor;
            }
        }
    }

    // Turns pairs of vectors till the left ones are at right angles; their products with the right ones stay.
    private static void Rotate(double[][] left, double[][] right)
    {
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            bool isDone = true;
            for (int p = 0; p < left.Length; p++)
            {
                for (int q = p + 1; q < left.Length; q++)
                {
                    double a = Dot(left[p], left[p]), b = Dot(left[q], left[q]), c = Dot(left[p], left[q]);
                    if (Math.Abs(c) <= Orthogonal * Math.Sqrt(a * b))
                    {
                        continue;
                    }

                    isDone = false;
                    double zeta = (b - a) / (2 * c);
                    double tangent = (zeta < 0 ? -1 : 1) / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta)));
                    double cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
                    Turn(left[p], left[q], cosine, cosine * tangent);
                    Turn(right[p], right[q], cosine, cosine * tangent);
                }
            }

            if (isDone)
            {
                return;
            }
        }
    }

    private static void Turn(double[] p, double[] q, double cosine, double sine)
    {
        for (int i = 0; i < p.Length; i++)
        {
            (p[i], q[i]) = ((cosine * p[i]) - (sine * q[i]), (sine * p[i]) + (cosine * q[i]));
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        Vector<double> sums = default;
        int i = 0;
        for (; i <= a.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            sums += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
        }

        double sum = Vector.Sum(sums);
        for (; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static void Add(Span<double> to, ReadOnlySpan<double> what, double factor)
    {
        int i = 0;
        for (; i <= to.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(to[i..]) + (factor * new Vector<double>(what[i..]))).CopyTo(to[i..]);
        }

        for (; i < to.Length; i++)
        {
            to[i] += factor * what[i];
        }
    }
}
