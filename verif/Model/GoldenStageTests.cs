using System.Numerics;
using MixPe.Flow.Verify.Values;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using NUnit.Framework;

namespace MixPe.Verif.Model;

public class GoldenStageTests
{
    private static readonly NumberFormat Int4 = NumberFormats.Get("int4");
    private static readonly NumberFormat Uint4 = NumberFormats.Get("uint4");

    [Test]
    public void An_exact_fp16_dot_counts_in_units_of_two_to_the_minus_24()
    {
        // −8·65504 + 1·2^−24: 65504 is 2047·2^29 units, so −8·2047·2^29 + 1.
        ExactSum dot = GroupDot.Exact(Int4, [8, 1], NumberFormats.Fp16, [0x7bff, 0x0001]);
        Assert.That(dot, Is.EqualTo(ExactSum.Finite(-8L * 2047 * (1 << 29) + 1)));
    }

    [Test]
    public void Sticky_classes_add_in_any_order()
    {
        ExactSum[] all = [ExactSum.Finite(3), ExactSum.Infinity(false), ExactSum.Infinity(true), ExactSum.NaN];
        double[] values = [3, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                double expected = values[i] + values[j];
                SumClass kind = double.IsNaN(expected) ? SumClass.NaN
                    : double.IsPositiveInfinity(expected) ? SumClass.PositiveInfinity
                    : double.IsNegativeInfinity(expected) ? SumClass.NegativeInfinity
                    : SumClass.Finite;
                Assert.That((all[i] + all[j]).Class, Is.EqualTo(kind), $"{i} + {j}");
            }
        }
    }

    // 1 + 2^-10 (0x3c01) by 3: RN16(1 + 2^-10 + 2 + 2^-9) = 3 + 1.5 units of 2^-9, which ties to 3 + 2^-8.
    [TestCase("uint4", 3, 0x3c01, 0x4202)]
    // By -1 in int4: (1 + 2) + (4 - 8), every step exact: -1.
    [TestCase("int4", 0xf, 0x3c00, 0xbc00)]
    // 65504 by -1: 2x and 4x overflow and so does -8x: infinity minus infinity.
    [TestCase("int4", 0xf, 0x7bff, 0x7e00)]
    // Infinity by -1 likewise; by -8 only the top bit counts: -infinity; by 0 NaN; by 1 infinity.
    [TestCase("int4", 0xf, 0x7c00, 0x7e00)]
    [TestCase("int4", 0x8, 0x7c00, 0xfc00)]
    [TestCase("int4", 0x0, 0x7c00, 0x7e00)]
    [TestCase("uint4", 0x1, 0x7c00, 0x7c00)]
    [TestCase("uint4", 0x0, 0x7bff, 0x0000)]
    // 65504 by 2: the partial product overflows.
    [TestCase("uint4", 0x2, 0x7bff, 0x7c00)]
    public void A_lane_of_the_papers_reading_is_as_worked_by_hand(string weights, int w, int x, int expected)
    {
        ushort actual = Canonical(Fp16Lane.Product(NumberFormats.Get(weights), (ushort)w, (ushort)x));
        Assert.That(actual, Is.EqualTo((ushort)expected));
    }

    [Test]
    public void The_binary16_accumulator_adds_beats_in_ascending_order()
    {
        // 2048 + 1 ties to 2048 in binary16, twice; the pair 1 + 1 first gives 2050.
        ushort[] x = [0x6800, 0, 0x3c00, 0x3c00];
        Assert.That((float)GroupDot.Fp16Sum(Uint4, [1, 1, 1, 1], x, 1), Is.EqualTo(2048f));
        Assert.That((float)GroupDot.Fp16Sum(Uint4, [1, 1, 1, 1], x, 2), Is.EqualTo(2050f));
        Assert.That((float)ActivationSum.Fp16Sum(x, 1), Is.EqualTo(2048f));
        Assert.That((float)ActivationSum.Fp16Sum(x, 3), Is.EqualTo(2048f));
        Assert.That((float)ActivationSum.Fp16Sum(x, 4), Is.EqualTo(2050f));
    }

    [Test]
    public void Zero_points_round_once_each_in_the_rounding_accumulators()
    {
        // 15·1.0009765625 = 15 + 15·2^-10; in [8, 16) binary16 counts 2^-7: 15 + 1.875 units rounds to 15 + 2^-6.
        var sum = BitConverter.UInt16BitsToHalf(0x3c01);
        Assert.That((double)ZeroPoint.Fp16(Half.Zero, sum, 15, true), Is.EqualTo(-15.015625));
        Assert.That(ZeroPoint.Fp32(1, (float)sum, 15, true), Is.EqualTo(1f - 15f * (float)sum));
        Assert.That(ZeroPoint.Fp32(1, 1, 0, false), Is.NaN);
        Assert.That(ZeroPoint.Exact(ExactSum.Finite(7), ExactSum.Finite(-2), 3), Is.EqualTo(ExactSum.Finite(13)));
        Assert.That(ZeroPoint.Exact(ExactSum.Infinity(false), ExactSum.Infinity(false), 0), Is.EqualTo(ExactSum.NaN));
    }

    [Test]
    public void Fused_rounds_once_where_unfused_rounds_twice()
    {
        // t = 2^24 + 1 ties to 2^24 in binary32, and so does 2^24 + 1 again; the exact sum 2^24 + 2 is representable.
        ExactSum t = ExactSum.Finite((1 << 24) + 1);
        Assert.That(Dequantize.Round32(t, 0), Is.EqualTo(16777216f));
        float unfused = Dequantize.Accumulate(1, Dequantize.Multiply(Dequantize.Round32(t, 0), NumberFormats.Fp16, 0x3c00));
        Assert.That(unfused, Is.EqualTo(16777216f));
        Assert.That(Dequantize.FusedAccumulate(1, t, 0, 0x3c00), Is.EqualTo(16777218f));
    }

    [Test]
    public void A_fused_step_gives_the_nearest_binary32_number()
    {
        var random = new Random(6);
        for (int i = 0; i < 20_000; i++)
        {
            long t = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
            ushort scale = Fp16Patterns.Finite(random);
            int exponent = random.Next(2) * -24;
            float product = Dequantize.Multiply(Dequantize.Round32(ExactSum.Finite(t), exponent), NumberFormats.Fp16, scale);
            float accumulator = random.Next(4) switch
            {
                0 => 0,
                1 => -product,
                2 => MathF.BitIncrement(-product * 0.75f),
                _ => BitConverter.UInt32BitsToSingle((uint)random.Next(0x7f800000) | (uint)random.Next(2) << 31),
            };
            float result = Dequantize.FusedAccumulate(accumulator, ExactSum.Finite(t), exponent, scale);
            BigInteger exact = Units(accumulator) + t * Units((float)BitConverter.UInt16BitsToHalf(scale))
                * BigInteger.Pow(2, exponent + 24) / BigInteger.Pow(2, 24);
            AssertNearest(result, exact);
        }
    }

    [TestCase(float.PositiveInfinity, 1, 0x3c00, float.PositiveInfinity)]
    [TestCase(float.PositiveInfinity, 1, 0xfc00, float.NaN)]
    [TestCase(1f, 0, 0x7c00, float.NaN)]
    [TestCase(1f, -1, 0x7c00, float.NegativeInfinity)]
    [TestCase(1f, 1, 0x7e01, float.NaN)]
    [TestCase(float.NaN, 0, 0x3c00, float.NaN)]
    [TestCase(-1f, 1, 0x3c00, 0f)]
    public void Fused_specials_are_IEEE(float accumulator, long t, int scale, float expected)
    {
        float actual = Dequantize.FusedAccumulate(accumulator, ExactSum.Finite(t), 0, (ushort)scale);
        Assert.That(actual, Is.EqualTo(expected));
        Assert.That(actual == 0 && float.IsNegative(actual), Is.False);
    }

    private static void AssertNearest(float result, BigInteger exact)
    {
        BigInteger error = BigInteger.Abs(Units(result) - exact);
        bool even = (BitConverter.SingleToUInt32Bits(result) & 1) == 0;
        foreach (float neighbour in new[] { MathF.BitIncrement(result), MathF.BitDecrement(result) })
        {
            BigInteger other = BigInteger.Abs(Units(neighbour) - exact);
            if (other < error || (other == error && !even))
            {
                Assert.Fail($"{result:r} for {exact} units: {neighbour:r} is nearer, or the even one");
            }
        }
    }

    // A finite number in units of 2^-149; infinity as the 2^128 that would follow the largest finite number.
    private static BigInteger Units(float value)
    {
        if (float.IsInfinity(value))
        {
            return BigInteger.Pow(2, 128 + 149) * MathF.Sign(value);
        }

        int exponent = Math.Max((int)(BitConverter.SingleToUInt32Bits(value) >> 23) & 255, 1) - 150;
        var significand = new BigInteger(Math.ScaleB((double)value, -exponent));
        return significand * BigInteger.Pow(2, exponent + 149);
    }

    private static ushort Canonical(Half value) => Half.IsNaN(value) ? (ushort)0x7e00 : BitConverter.HalfToUInt16Bits(value);
}
