using MixPe.Model.Formats;
using MixPe.Model.Golden;
using NUnit.Framework;

namespace MixPe.Verif.Model;

public class Fp16MulPow2Tests
{
    [Test]
    public void Every_pattern_by_every_power_equals_the_double_rounded_once()
    {
        int cases = 0;
        for (int power = Fp16MulPow2.MinPower; power <= Fp16MulPow2.MaxPower; power++)
        {
            for (int x = 0; x < 0x10000; x++, cases++)
            {
                Compare((ushort)x, power);
            }
        }

        Assert.That(cases, Is.EqualTo(32 * 65536));
    }

    // Powers of two scale a double exactly, so one conversion is the only rounding; the flags follow from comparing.
    private static void Compare(ushort x, int power)
    {
        double exact = (double)BitConverter.UInt16BitsToHalf(x) * Math.Pow(2, power);
        ushort bits = double.IsNaN(exact) ? (ushort)0x7e00 : BitConverter.HalfToUInt16Bits((Half)exact);
        double rounded = (double)(Half)exact;
        bool overflow = double.IsFinite(exact) && double.IsInfinity(rounded);
        bool inexact = double.IsFinite(exact) && rounded != exact;
        bool underflow = inexact && Math.Abs(exact) < Math.Pow(2, -14);
        FloatStatus status = (overflow ? FloatStatus.Overflow : 0) | (inexact ? FloatStatus.Inexact : 0)
            | (underflow ? FloatStatus.Underflow : 0);
        Fp16ScaleResult result = Fp16MulPow2.Scale(x, power);
        uint wide = Fp16MulPow2.ScaleWide(x, power);
        double wideValue = FloatBits.ToDouble(Fp16MulPow2.WideFormat, wide);
        if (result.Bits != bits || result.Status != status || !wideValue.Equals(exact)
            || !double.IsNaN(exact) && double.IsNegative(exact) != (wide >> 16 == 1))
        {
            Assert.Fail($"0x{x:x4} · 2^{power}: 0x{result.Bits:x4} {result.Status}, wide 0x{wide:x5}");
        }
    }

    // 1.0 is field 15 in binary16 and field 31 in the wide format: 31 << 10 = 0x7c00.
    [TestCase(0x3c00, 0, 0x07c00)]
    // The smallest subnormal 2^-24 by 2^-16 is 2^-40, the wide format's smallest subnormal: bias 31, 10 fraction bits.
    [TestCase(0x0001, -16, 0x00001)]
    // 65504·2^15: exponent 15 + 15 = 30, field 61; the fraction stays all ones.
    [TestCase(0x7bff, 15, 0x0f7ff)]
    [TestCase(0x7c00, 3, 0x0fc00)]
    [TestCase(0xfc00, -3, 0x1fc00)]
    [TestCase(0xfc01, 0, 0x0fe00)]
    [TestCase(0x8000, 5, 0x10000)]
    public void The_wide_format_is_as_worked_by_hand(int x, int power, int expected) =>
        Assert.That(Fp16MulPow2.ScaleWide((ushort)x, power), Is.EqualTo((uint)expected));

    // 0x0003 is 3·2^-24; halved it is 1.5 units and ties to the even 2. 0x0001 halved is half a unit and ties to 0.
    [TestCase(0x0003, -1, 0x0002, FloatStatus.Inexact | FloatStatus.Underflow)]
    [TestCase(0x0001, -1, 0x0000, FloatStatus.Inexact | FloatStatus.Underflow)]
    [TestCase(0x0400, -1, 0x0200, FloatStatus.None)]
    // The largest significand at exponent -14, halved: 1023.5 units round up into the smallest normal number.
    [TestCase(0x07ff, -1, 0x0400, FloatStatus.Inexact | FloatStatus.Underflow)]
    [TestCase(0x7800, 1, 0x7c00, FloatStatus.Inexact | FloatStatus.Overflow)]
    [TestCase(0x7800, 0, 0x7800, FloatStatus.None)]
    [TestCase(0xfc00, -16, 0xfc00, FloatStatus.None)]
    public void Binary16_is_as_worked_by_hand(int x, int power, int bits, FloatStatus status) => Assert.That(
        Fp16MulPow2.Scale((ushort)x, power), Is.EqualTo(new Fp16ScaleResult((ushort)bits, status)));

    [TestCase(-17)]
    [TestCase(16)]
    public void Powers_outside_the_range_are_refused(int power) =>
        Assert.That(() => Fp16MulPow2.Scale(0x3c00, power), Throws.InstanceOf<ArgumentOutOfRangeException>());
}
