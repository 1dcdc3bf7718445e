using MixPe.Model.Metrics;
using NUnit.Framework;

namespace MixPe.Verif.Model;

public class FidelityTests
{
    [Test]
    public void Figures_are_as_worked_by_hand()
    {
        // ref (3, 4), actual (3, 4.5): noise 0.25, signal 25, 10·log10(100) = 20 dB. Cosine 27/(5·√29.25).
        Fidelity f = Fidelity.Measure([3, 4], [3, 4.5]);
        Assert.That(f.SqnrDb, Is.EqualTo(20).Within(1e-12));
        Assert.That(f.MaxAbsError, Is.EqualTo(0.5));
        Assert.That(f.MeanAbsError, Is.EqualTo(0.25));
        Assert.That(f.Cosine, Is.EqualTo(27 / (5 * Math.Sqrt(29.25))).Within(1e-15));
    }

    [Test]
    public void Equal_vectors_have_no_noise()
    {
        Fidelity f = Fidelity.Measure([1, -2], [1, -2]);
        Assert.That(f, Is.EqualTo(new Fidelity(double.PositiveInfinity, 0, 0, f.Cosine)));
        Assert.That(f.Cosine, Is.EqualTo(1).Within(1e-15));
        Assert.That(Fidelity.Measure([0], [0]).Cosine, Is.EqualTo(1));
        Assert.That(Fidelity.Measure([0], [1]).Cosine, Is.EqualTo(0));
    }

    [Test]
    public void NaN_shows_in_every_figure()
    {
        Fidelity f = Fidelity.Measure([1, 2, 3], [1, double.NaN, 3]);
        Assert.That(new[] { f.SqnrDb, f.MaxAbsError, f.MeanAbsError, f.Cosine }, Is.All.NaN);
    }

    [Test]
    public void Lengths_must_agree()
    {
        Assert.That(() => Fidelity.Measure([1], [1, 2]), Throws.ArgumentException);
        Assert.That(() => Fidelity.Measure([], []), Throws.ArgumentException);
    }

    [TestCase(1, 1, 1)]
    [TestCase(3, 5, 17)]
    [TestCase(4, 7, 100)]
    public void The_reference_product_equals_exact_integers(int m, int n, int k)
    {
        var random = new Random(8);
        float[] x = Enumerable.Range(0, m * k).Select(_ => (float)random.Next(-999, 999)).ToArray();
        float[] w = Enumerable.Range(0, n * k).Select(_ => (float)random.Next(-999, 999)).ToArray();
        double[] y = ReferenceGemm.Multiply(x, w, m, n, k);
        for (int i = 0; i < y.Length; i++)
        {
            long expected = 0;
            for (int j = 0; j < k; j++)
            {
                expected += (long)x[i / n * k + j] * (long)w[i % n * k + j];
            }

            Assert.That(y[i], Is.EqualTo((double)expected));
        }
    }

    [Test]
    public void The_reference_product_refuses_other_lengths() =>
        Assert.That(() => ReferenceGemm.Multiply(new double[2], new double[2], 1, 1, 3), Throws.ArgumentException);
}
