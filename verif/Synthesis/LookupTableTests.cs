using MixPe.Flow.Cells;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

[TestFixture]
internal sealed class LookupTableTests
{
    private static readonly LookupTable Table = new([1, 3], [10, 20, 40], [1, 2, 6, 5, 8, 10]);

    [TestCase(1, 10, 1)]
    [TestCase(3, 40, 10)]
    [TestCase(1, 30, 4, Description = "half way from 2 to 6")]
    [TestCase(2, 10, 3, Description = "half way from 1 to 5")]
    [TestCase(1.5, 15, 2.75, Description = "1.5 below, 6.5 above, a quarter of the way")]
    [TestCase(0, 10, -1, Description = "as far below 1 as 5 is above at half the distance")]
    [TestCase(1, 60, 10, Description = "from 2 to 6 within 20, so 4 more")]
    [TestCase(5, 0, 4, Description = "0 at 1 and 2 at 3, both beyond the first load; so 4 at 5")]
    public void It_is_linear_between_and_beyond_the_points(double slew, double other, double value) =>
        Assert.That(Table.At(slew, other), Is.EqualTo(value).Within(1e-12));

    [Test]
    public void A_missing_axis_does_not_matter()
    {
        LookupTable table = new([0, 2], [], [3, 7]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(table.At(1, 123), Is.EqualTo(5));
            Assert.That(LookupTable.Constant(4).At(5, 6), Is.EqualTo(4));
        }
    }

    [Test]
    public void Axes_rise_and_every_point_has_a_value()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new LookupTable([1, 1], [0], [1, 2]), Throws.ArgumentException);
            Assert.That(() => new LookupTable([1, 2], [0, 1], [1, 2]), Throws.ArgumentException);
        }
    }
}
