using MixPe.Flow.Gemm;
using MixPe.Model.Metrics;
using MixPe.Model.Quantization;
using NUnit.Framework;

namespace MixPe.Verif.Systems;

/// <summary>Matrices of low rank against what they are made of, and against all singular values by another algorithm.</summary>
public sealed class LowRankTests
{
    [TestCase(40, 30, 3)]
    [TestCase(5, 60, 5)]
    [TestCase(60, 4, 2)]
    [TestCase(200, 100, 20)]
    public void A_matrix_of_that_rank_comes_out_again(int n, int k, int rank)
    {
        Random random = new(n);
        double[] left = [.. Enumerable.Range(0, n * rank).Select(_ => random.NextDouble() - 0.5)];
        double[] right = [.. Enumerable.Range(0, rank * k).Select(_ => random.NextDouble() - 0.5)];
        float[] w = Array.ConvertAll(Product(left, right, n, k, rank), value => (float)value);
        LowRank found = LowRank.Of(w, n, k, rank);
        Assert.That(
            Product(found.Left, found.Right, n, k, rank),
            Is.EqualTo(Array.ConvertAll(w, value => (double)value)).Within(1e-6));
    }

    // Eckart, Young and Mirsky: the rest of the nearest matrix has the singular values that are left.
    [TestCase(40, 30, 3)]
    [TestCase(30, 40, 12)]
    [TestCase(24, 24, 23)]
    [TestCase(150, 80, 8)]
    public void No_matrix_of_that_rank_is_nearer(int n, int k, int rank)
    {
        Random random = new(n + k);
        float[] w = Matrix.Normal(n, k, 1, random).Values;
        for (int i = 0; i < w.Length; i++)
        {
            // Singular values that fall off, as those of weights do.
            w[i] *= (float)Math.Pow(0.9, i % k);
        }

        LowRank found = LowRank.Of(w, n, k, rank);
        double rest = Product(found.Left, found.Right, n, k, rank).Zip(w, (a, b) => (a - b) * (a - b)).Sum();
        double least = Eigenvalues(w, n, k).Skip(rank).Sum();
        Assert.That(rest, Is.InRange(least * (1 - 1e-6), least * (1 + 1e-3)));
    }

    [Test]
    public void Right_vectors_are_orthonormal_and_left_ones_orthogonal_the_largest_first()
    {
        const int n = 50, k = 30, rank = 6;
        LowRank found = LowRank.Of(Matrix.Normal(n, k, 1, new Random(2)).Values, n, k, rank);
        double[] lengths = new double[rank];
        using (Assert.EnterMultipleScope())
        {
            for (int i = 0; i < rank; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    double right = Enumerable.Range(0, k).Sum(c => found.Right[(i * k) + c] * found.Right[(j * k) + c]);
                    double left = Enumerable.Range(0, n).Sum(r => found.Left[(r * rank) + i] * found.Left[(r * rank) + j]);
                    Assert.That(right, Is.EqualTo(i == j ? 1 : 0).Within(1e-9));
                    Assert.That(i == j || Math.Abs(left) < 1e-9);
                    lengths[i] = i == j ? left : lengths[i];
                }
            }

            Assert.That(lengths, Is.Ordered.Descending);
        }
    }

    [Test]
    public void Zeros_and_ranks_beyond_the_matrix_are_taken()
    {
        LowRank zeros = LowRank.Of(new float[12], 3, 4, 2);
        Assert.That(zeros.Left.Concat(zeros.Right), Has.All.InRange(-1e-9, 1.0 + 1e-9));
        Assert.That(Product(zeros.Left, zeros.Right, 3, 4, 2), Has.All.EqualTo(0));
        LowRank more = LowRank.Of([1, 2, 3, 4], 2, 2, 5);
        Assert.That(Product(more.Left, more.Right, 2, 2, 5), Is.EqualTo(new double[] { 1, 2, 3, 4 }).Within(1e-9));
    }

    private static double[] Product(double[] left, double[] right, int n, int k, int rank)
    {
        double[] turned = [.. Enumerable.Range(0, k).SelectMany(c => Enumerable.Range(0, rank).Select(j => right[(j * k) + c]))];
        return ReferenceGemm.Multiply(left, turned, n, k, rank);
    }

    // Squares of all singular values: of the smaller Gram matrix by cyclic Jacobi rotations, the largest first.
    private static double[] Eigenvalues(float[] w, int n, int k)
    {
        int size = Math.Min(n, k);
        double[,] a = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                a[i, j] = n <= k
                    ? Enumerable.Range(0, k).Sum(c => (double)w[(i * k) + c] * w[(j * k) + c])
                    : Enumerable.Range(0, n).Sum(r => (double)w[(r * k) + i] * w[(r * k) + j]);
            }
        }

        for (int sweep = 0; sweep < 20; sweep++)
        {
            for (int p = 0; p < size; p++)
            {
                for (int q = p + 1; q < size; q++)
                {
                    double angle = 0.5 * Math.Atan2(2 * a[p, q], a[q, q] - a[p, p]);
                    var (s, c) = Math.SinCos(angle);
                    for (int i = 0; i < size; i++)
                    {
                        (a[i, p], a[i, q]) = ((c * a[i, p]) - (s * a[i, q]), (s * a[i, p]) + (c * a[i, q]));
                    }

                    for (int i = 0; i < size; i++)
                    {
                        (a[p, i], a[q, i]) = ((c * a[p, i]) - (s * a[q, i]), (s * a[p, i]) + (c * a[q, i]));
                    }
                }
            }
        }

        return [.. Enumerable.Range(0, size).Select(i => a[i, i]).OrderDescending()];
    }
}
