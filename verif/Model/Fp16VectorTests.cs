using MixPe.Flow.Verify.Values;
using MixPe.Model.Golden;
using NUnit.Framework;

namespace MixPe.Verif.Model;

public class Fp16VectorTests
{
    // Partners for the exhaustive slices: zero, subnormals, ones, large, infinite and NaN.
    private static readonly ushort[] Partners =
        [0x0000, 0x8000, 0x0001, 0x83ff, 0x0400, 0x3555, 0x3bff, 0x3c00, 0xbc01, 0x4248, 0x7bff, 0xfc00, 0x7c01];

    [TestCaseSource(nameof(Partners))]
    public void Every_pattern_with_a_partner_equals_the_scalar(ushort partner)
    {
        ushort[] left = Enumerable.Range(0, 0x10000).Select(bits => (ushort)bits).ToArray();
        ushort[] right = Enumerable.Repeat(partner, left.Length).ToArray();
        Compare(left, right);
    }

    // Sixteen elements are one vector of 256 bits, which longer spans do not use where there are 512.
    [TestCaseSource(nameof(Partners))]
    public void Every_pattern_in_slices_of_sixteen_equals_the_whole(ushort partner)
    {
        ushort[] left = Enumerable.Range(0, 0x10000).Select(bits => (ushort)bits).ToArray();
        ushort[] right = Enumerable.Repeat(partner, left.Length).ToArray();
        ushort[] whole = new ushort[left.Length], sliced = new ushort[left.Length];
        Fp16Vector.Multiply(left, right, whole);
        for (int i = 0; i < left.Length; i += 16)
        {
            Fp16Vector.Multiply(left.AsSpan(i, 16), right.AsSpan(i, 16), sliced.AsSpan(i, 16));
        }

        Assert.That(sliced, Is.EqualTo(whole));
        Fp16Vector.Add(left, right, whole);
        for (int i = 0; i < left.Length; i += 16)
        {
            Fp16Vector.Add(left.AsSpan(i, 16), right.AsSpan(i, 16), sliced.AsSpan(i, 16));
        }

        Assert.That(sliced, Is.EqualTo(whole));
    }

    [Test]
    public void Patterns_of_every_class_equal_the_scalar_for_every_length_of_tail()
    {
        var random = new Random(4);
        for (int round = 0; round < 20; round++)
        {
            int length = 10_000 + round;
            Compare(Draw(random, length), Draw(random, length));
        }
    }

    [Test]
    public void The_scalars_round_the_exact_double_once()
    {
        // A double holds any product of two binary16 numbers (22 bits) and any sum (41 bits) exactly.
        var random = new Random(5);
        for (int i = 0; i < 100_000; i++)
        {
            ushort left = Fp16Patterns.Any(random);
            ushort right = Fp16Patterns.Any(random);
            double a = (double)BitConverter.UInt16BitsToHalf(left);
            double b = (double)BitConverter.UInt16BitsToHalf(right);
            Assert.That(Fp16Vector.MultiplyScalar(left, right), Is.EqualTo(MixPe.Model.Formats.Fp16.FromDouble(a * b)));
            Assert.That(Fp16Vector.AddScalar(left, right), Is.EqualTo(MixPe.Model.Formats.Fp16.FromDouble(a + b)));
        }
    }

    [Test]
    public void Unequal_lengths_are_refused()
    {
        Assert.That(() => Fp16Vector.Add(new ushort[3], new ushort[4], new ushort[3]), Throws.ArgumentException);
        Assert.That(() => Fp16Vector.Multiply(new ushort[3], new ushort[3], new ushort[4]), Throws.ArgumentException);
    }

    private static ushort[] Draw(Random random, int length) =>
        Enumerable.Range(0, length).Select(_ => Fp16Patterns.Any(random)).ToArray();

    private static void Compare(ushort[] left, ushort[] right)
    {
        var products = new ushort[left.Length];
        var sums = new ushort[left.Length];
        Fp16Vector.Multiply(left, right, products);
        Fp16Vector.Add(left, right, sums);
        for (int i = 0; i < left.Length; i++)
        {
            if (products[i] != Fp16Vector.MultiplyScalar(left[i], right[i])
                || sums[i] != Fp16Vector.AddScalar(left[i], right[i]))
            {
                Assert.Fail($"0x{left[i]:x4}, 0x{right[i]:x4}: product 0x{products[i]:x4}, sum 0x{sums[i]:x4}");
            }
        }
    }
}
