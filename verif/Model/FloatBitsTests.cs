using MixPe.Model.Formats;
using NUnit.Framework;

namespace MixPe.Verif.Model;

public class FloatBitsTests
{
    private static IEnumerable<ushort> AllPatterns => Enumerable.Range(0, 0x10000).Select(bits => (ushort)bits);

    [Test]
    public void Fp16_decodes_as_the_runtime_does_for_all_patterns() => Assert.Multiple(() =>
    {
        foreach (ushort bits in AllPatterns)
        {
            double expected = (double)BitConverter.UInt16BitsToHalf(bits);
            double actual = FloatBits.ToDouble(NumberFormats.Fp16, bits);
            if (!actual.Equals(expected) || double.IsNegative(actual) != double.IsNegative(expected) && actual == 0)
            {
                Assert.Fail($"0x{bits:x4} decodes to {actual}, not {expected}");
            }
        }
    });

    [Test]
    public void Bf16_is_the_upper_half_of_fp32_for_all_patterns()
    {
        foreach (ushort bits in AllPatterns)
        {
            float expected = BitConverter.UInt32BitsToSingle((uint)bits << 16);
            Assert.That(FloatBits.ToDouble(NumberFormats.Bf16, bits), Is.EqualTo((double)expected));
        }
    }

    [TestCase("fp16")]
    [TestCase("bf16")]
    [TestCase("fp8_e4m3")]
    [TestCase("fp8_e5m2")]
    public void Every_value_encodes_to_its_own_pattern_and_NaN_to_the_canonical_one(string name)
    {
        NumberFormat format = NumberFormats.Get(name);
        foreach (ushort bits in AllPatterns.Take(1 << format.Bits))
        {
            uint expected = FloatBits.IsNaN(format, bits) ? FloatBits.CanonicalNaN(format) : bits;
            Assert.That(FloatBits.FromDouble(format, FloatBits.ToDouble(format, bits)), Is.EqualTo(expected));
        }
    }

    // The tables of OCP's 8-bit Floating Point Specification v1.0, 5.1 and 5.2.
    [TestCase("fp8_e4m3", 0x7e, 448)]
    [TestCase("fp8_e4m3", 0x78, 256)]
    [TestCase("fp8_e4m3", 0x08, 0.015625)]
    [TestCase("fp8_e4m3", 0x07, 0.013671875)]
    [TestCase("fp8_e4m3", 0x81, -0.001953125)]
    [TestCase("fp8_e4m3", 0x7f, double.NaN)]
    [TestCase("fp8_e4m3", 0xff, double.NaN)]
    [TestCase("fp8_e5m2", 0x7b, 57344)]
    [TestCase("fp8_e5m2", 0x04, 0.00006103515625)]
    [TestCase("fp8_e5m2", 0x01, 0.0000152587890625)]
    [TestCase("fp8_e5m2", 0x7c, double.PositiveInfinity)]
    [TestCase("fp8_e5m2", 0xfc, double.NegativeInfinity)]
    [TestCase("fp8_e5m2", 0x7d, double.NaN)]
    public void Fp8_is_that_of_the_standards_tables(string name, int bits, double value) =>
        Assert.That(FloatBits.ToDouble(NumberFormats.Get(name), (uint)bits), Is.EqualTo(value));

    // Ties to even: 1.0625 is half way between 1 and 1.125, 464 between 448 and where 480 would be. E4M3 has no infinity: what is
    // too large is the NaN.
    [TestCase("fp8_e4m3", 1.0625, 0x38)]
    [TestCase("fp8_e4m3", 1.1875, 0x3a)]
    [TestCase("fp8_e4m3", 463.9, 0x7e)]
    [TestCase("fp8_e4m3", 464.0, 0x7e)]
    [TestCase("fp8_e4m3", 464.1, 0x7f)]
    [TestCase("fp8_e4m3", -1e9, 0x7f)]
    [TestCase("fp8_e4m3", double.NegativeInfinity, 0x7f)]
    [TestCase("fp8_e4m3", 0.0009765625, 0x00)]
    [TestCase("fp8_e4m3", 0.0009765626, 0x01)]
    [TestCase("fp8_e5m2", 61439.9, 0x7b)]
    [TestCase("fp8_e5m2", 61440.0, 0x7c)]
    [TestCase("fp8_e5m2", -61440.0, 0xfc)]
    public void Doubles_round_to_fp8_once(string name, double value, int expected) =>
        Assert.That(FloatBits.FromDouble(NumberFormats.Get(name), value), Is.EqualTo((uint)expected));

    [Test]
    public void Canonical_NaNs_are_the_contracts_patterns()
    {
        Assert.That(FloatBits.CanonicalNaN(NumberFormats.Fp16), Is.EqualTo(0x7e00u));
        Assert.That(FloatBits.CanonicalNaN(NumberFormats.Bf16), Is.EqualTo(0x7fc0u));
        Assert.That(FloatBits.CanonicalNaN(NumberFormats.Fp32), Is.EqualTo(0x7fc00000u));
    }

    [Test]
    public void Doubles_round_to_fp32_and_fp16_as_the_runtime_casts()
    {
        var random = new Random(2);
        for (int i = 0; i < 200_000; i++)
        {
            // Exponents around each format's range, with fractions that are often halfway.
            ulong fraction = (ulong)random.NextInt64(1L << 52) << random.Next(53) & ((1UL << 52) - 1);
            ulong exponent = (ulong)(1023 + (i % 2 == 0 ? random.Next(-155, 135) : random.Next(-28, 20)));
            double value = BitConverter.UInt64BitsToDouble((ulong)random.Next(2) << 63 | exponent << 52 | fraction);
            uint single = FloatBits.FromDouble(NumberFormats.Fp32, value);
            uint half = FloatBits.FromDouble(NumberFormats.Fp16, value);
            if (single != BitConverter.SingleToUInt32Bits((float)value)
                || half != BitConverter.HalfToUInt16Bits((Half)value))
            {
                Assert.Fail($"{value:r} rounds to 0x{single:x8} and 0x{half:x4}");
            }
        }
    }

    // 65519.99 is below the midpoint 65520 of 65504 and 65536, which the tie sends up; 2^-25 is half of the smallest
    // subnormal and ties to zero; 1 + 2^-11 ties to 1, 1 + 3·2^-11 to 1 + 2^-9.
    [TestCase(65519.99, 0x7bff)]
    [TestCase(65520.0, 0x7c00)]
    [TestCase(-65520.0, 0xfc00)]
    [TestCase(2.98023223876953125e-8, 0x0000)]
    [TestCase(2.9802322387695320e-8, 0x0001)]
    [TestCase(1.00048828125, 0x3c00)]
    [TestCase(1.00146484375, 0x3c02)]
    [TestCase(double.NaN, 0x7e00)]
    [TestCase(double.NegativeInfinity, 0xfc00)]
    [TestCase(double.Epsilon, 0x0000)]
    [TestCase(-0.0, 0x8000)]
    public void Doubles_round_to_fp16_once(double value, int expected) =>
        Assert.That(FloatBits.FromDouble(NumberFormats.Fp16, value), Is.EqualTo((uint)expected));

    [Test]
    public void Floats_round_to_bf16_to_nearest_even()
    {
        // 0x3f80_8000 is halfway between 0x3f80 and 0x3f81; 0x3f81_8000 between 0x3f81 and 0x3f82.
        Assert.That(Bf16(0x3f80_8000), Is.EqualTo(0x3f80u));
        Assert.That(Bf16(0x3f80_8001), Is.EqualTo(0x3f81u));
        Assert.That(Bf16(0x3f81_8000), Is.EqualTo(0x3f82u));
        Assert.That(Bf16(0x7f7f_ffff), Is.EqualTo(0x7f80u));
        Assert.That(Bf16(0xff80_0001), Is.EqualTo(0x7fc0u));
        Assert.That(Bf16(0x0000_8000), Is.EqualTo(0x0000u));
    }

    [Test]
    public void The_short_forms_agree_with_the_table()
    {
        var random = new Random(3);
        for (int i = 0; i < 100_000; i++)
        {
            float value = BitConverter.UInt32BitsToSingle((uint)random.NextInt64(1L << 32));
            Assert.That(Fp16.FromSingle(value), Is.EqualTo((ushort)FloatBits.FromDouble(NumberFormats.Fp16, value)));
        }
    }

    [Test]
    public void Special_patterns_cannot_be_taken_apart() =>
        Assert.That(() => FloatBits.Unpack(NumberFormats.Fp16, 0x7c00), Throws.ArgumentException);

    private static uint Bf16(uint single) =>
        FloatBits.FromDouble(NumberFormats.Bf16, BitConverter.UInt32BitsToSingle(single));
}
