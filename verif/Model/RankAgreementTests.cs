using MixPe.Model.Metrics;
using NUnit.Framework;

namespace MixPe.Verif.Model;

public sealed class RankAgreementTests
{
    // Counted by hand: ten pairs, six in the same order; Σd² = 16.
    [TestCase(new double[] { 1, 2, 3, 4, 5 }, new double[] { 3, 4, 1, 2, 5 }, 0.2, 0.2, 10, 4)]
    [TestCase(new double[] { 1, 2, 3 }, new double[] { -5, 0.5, 100 }, 1, 1, 3, 0)]
    [TestCase(new double[] { 1, 2, 3 }, new double[] { 3, 2, 1 }, -1, -1, 3, 3)]
    // Each orders five of the six pairs, four of them the same way; the pair that only the first one orders counts.
    [TestCase(new double[] { 1, 2, 2, 3 }, new double[] { 1, 2, 3, 3 }, 0.83333333333333337, 0.8, 5, 1)]
    [TestCase(new double[] { 1, 2, 3 }, new double[] { 7, 7, 7 }, double.NaN, double.NaN, 3, 3)]
    public void Ranks_agree_as_counted(
        double[] reference, double[] actual, double spearman, double kendall, long pairs, long swapped)
    {
        RankAgreement agreement = RankAgreement.Measure(reference, actual);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(agreement.Spearman, Is.EqualTo(spearman).Within(1e-12));
            Assert.That(agreement.Kendall, Is.EqualTo(kendall).Within(1e-12));
            Assert.That((agreement.Pairs, agreement.Swapped), Is.EqualTo((pairs, swapped)));
            Assert.That(agreement.IsKept, Is.EqualTo(swapped == 0));
        }
    }

    [TestCase(new double[] { 1 }, new double[] { 1 })]
    [TestCase(new double[] { 1, 2 }, new double[] { 1 })]
    public void Refuses_lists_without_pairs(double[] reference, double[] actual) =>
        Assert.That(() => RankAgreement.Measure(reference, actual), Throws.ArgumentException);
}
