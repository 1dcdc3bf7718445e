using System.Numerics;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using NUnit.Framework;

namespace MixPe.Verif.Model;

/// <summary>Sliced groups against docs/arithmetic.md in integers, without the processor's floating point.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SlicedGroupTests
{
    private const int FiniteCodes = 0x7c00;

    // Half of the last place: 1 + 2^-10 is 1025, at 8 bits 64 and a bit; 65 and a half ties to 66; -1.5 of a last place to -2.
    [TestCase(0x3c00, 15, 8, 64)]
    [TestCase(0x3c01, 15, 8, 64)]
    [TestCase(0x3c18, 15, 8, 66)]
    [TestCase(0x3fff, 15, 8, 127)]
    [TestCase(0xbfff, 15, 8, -128)]
    [TestCase(0x3c00, 15, 16, 16384)]
    [TestCase(0x3c00, 16, 16, 8192)]
    [TestCase(0x0001, 1, 24, 1 << 12)]
    [TestCase(0x8000, 30, 16, 0)]
    [TestCase(0x3fff, 15, 12, 2047)]
    [TestCase(0xbc01, 16, 12, -512)]
    public void Aligns_as_worked_by_hand(int code, int largest, int bits, int expected) =>
        Assert.That(SlicedGroup.Align(NumberFormats.Fp16, (ushort)code, largest, bits), Is.EqualTo(expected));

    [Test]
    public void Every_number_is_aligned_to_every_exponent([Values(8, 9, 11, 12, 16, 24)] int bits)
    {
        for (int code = 0; code < FiniteCodes; code++)
        {
            // sig·2^(e − 25) for e from 1; in units of 2^(E − 13 − B): sig·2^(e + B − 12 − E).
            int field = code >> 10;
            long sig = (code & 0x3ff) | (field > 0 ? 0x400 : 0);
            int e = Math.Max(1, field);
            for (int largest = e; largest <= 30; largest++)
            {
                long magnitude = Nearest(sig, e + bits - 12 - largest);
                long highest = (1L << (bits - 1)) - 1;
                int plus = SlicedGroup.Align(NumberFormats.Fp16, (ushort)code, largest, bits);
                int minus = SlicedGroup.Align(NumberFormats.Fp16, (ushort)(code | 0x8000), largest, bits);
                if (plus != Math.Min(magnitude, highest) || minus != -magnitude)
                {
                    Assert.Fail($"0x{code:x4} by exponent {largest}: {plus} and {minus}, not {magnitude}");
                }
            }
        }
    }

    [Test]
    public void A_group_is_the_sum_of_its_products_in_the_unit_of_its_largest_exponent()
    {
        // 2 and 0.5 by 3 and 1: E is 16, 2 is 2^14, 0.5 is 2^12; the unit 2^-13.
        ExactSum dot = SlicedGroup.Dot(NumberFormats.Get("uint4"), [3, 1], NumberFormats.Fp16, [0x4000, 0x3800], 16);
        Assert.That(dot, Is.EqualTo(ExactSum.Finite((3 << 14) + (1 << 12))));
        Assert.That(SlicedGroup.UnitExponent(NumberFormats.Fp16, SlicedGroup.LargestExponent(NumberFormats.Fp16, [0x4000, 0x3800]), 16), Is.EqualTo(-13));
        Assert.That(SlicedGroup.Sum(NumberFormats.Fp16, [0x4000, 0xb800], 16), Is.EqualTo(ExactSum.Finite((1 << 14) - (1 << 12))));
    }

    [TestCase(0x7c00)]
    [TestCase(0xfc00)]
    [TestCase(0x7e00)]
    public void A_special_activation_makes_its_group_NaN(int special)
    {
        ushort[] x = [0x3c00, (ushort)special];
        Assert.That(SlicedGroup.Dot(NumberFormats.Get("int4"), [1, 0], NumberFormats.Fp16, x, 16), Is.EqualTo(ExactSum.NaN));
        Assert.That(SlicedGroup.Sum(NumberFormats.Fp16, x, 16), Is.EqualTo(ExactSum.NaN));
        Assert.That(SlicedGroup.LargestExponent(NumberFormats.Fp16, x), Is.EqualTo(15));
    }

    // To nearest, ties to even, in integers.
    private static long Nearest(long value, int shift)
    {
        if (shift >= 0)
        {
            return value << shift;
        }

        BigInteger unit = BigInteger.One << -shift;
        BigInteger quotient = BigInteger.DivRem(value, unit, out BigInteger rest);
        int half = (2 * rest).CompareTo(unit);
        return (long)(quotient + (half > 0 || (half == 0 && !quotient.IsEven) ? 1 : 0));
    }
}
