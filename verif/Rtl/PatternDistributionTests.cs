using MixPe.Flow.Verify.Values;
using NUnit.Framework;

namespace MixPe.Verif.Rtl;

public sealed class PatternDistributionTests
{
    private const int Draws = 20_000;

    [Test]
    public void Every_class_of_binary32_is_at_least_two_percent()
    {
        var random = new Random(1);
        uint[] drawn = [.. Enumerable.Range(0, Draws).Select(_ => Fp32Patterns.Any(random))];
        Check("+0", drawn.Count(bits => bits == 0));
        Check("-0", drawn.Count(bits => bits == 0x80000000));
        Check("subnormal", drawn.Count(bits => (bits & 0x7f800000) == 0 && (bits & 0x7fffff) != 0));
        Check("infinite", drawn.Count(bits => (bits & 0x7fffffff) == 0x7f800000));
        Check("NaN", drawn.Count(bits => (bits & 0x7fffffff) > 0x7f800000));
        Check("near overflow", drawn.Count(bits => (bits & 0x7fffffff) is >= 0x7f000000 and < 0x7f800000));
        Check("power of two", drawn.Count(bits =>
            (bits & 0x7fffff) == 0 && (bits & 0x7f800000) is not 0 and not 0x7f800000));
        Check("all ones", drawn.Count(bits => (bits & 0x7fffff) == 0x7fffff));
    }

    [Test]
    public void Pairs_cancel_and_lie_a_significand_apart()
    {
        var random = new Random(2);
        var drawn = Enumerable.Range(0, Draws).Select(_ => Fp32Patterns.Pair(random)).ToArray();
        Check("cancel", drawn.Count(p => (p.A ^ p.B) == 0x80000000));
        Check("apart", drawn.Count(p => (int)(p.A >> 23 & 255) - (int)(p.B >> 23 & 255) is >= 22 and <= 26));
    }

    [TestCase(12)]
    [TestCase(40)]
    [TestCase(64)]
    public void Every_class_of_fixed_point_is_at_least_two_percent(int bits)
    {
        var random = new Random(3);
        long least = -1L << (bits - 1);
        long[] drawn = [.. Enumerable.Range(0, Draws).Select(_ => FixedPatterns.Any(random, bits))];
        Assert.That(drawn, Is.All.InRange(least, ~least));
        Check("zero", drawn.Count(value => value == 0));
        Check("least", drawn.Count(value => value == least));
        Check("most", drawn.Count(value => value == ~least));
        Check("small", drawn.Count(value => Int128.Abs(value) < 1L << (bits / 2)));
        Check("large", drawn.Count(value => Int128.Abs(value) >= 1L << (bits - 3)));
    }

    private static void Check(string what, int count) => Assert.That(count, Is.GreaterThan(Draws / 50), what);
}
