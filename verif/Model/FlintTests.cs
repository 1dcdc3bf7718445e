using MixPe.Model.Formats;
using MixPe.Model.Quantization;
using NUnit.Framework;

namespace MixPe.Verif.Model;

/// <summary>ANT's flint of 4 bits with a sign (arXiv 2208.14286, table of values: for 3 bits of magnitude).</summary>
public class FlintTests
{
    private static readonly double[] Values = [0, 1, 2, 3, 16, 8, 4, 6];

    private static NumberFormat Flint4 => NumberFormats.OfWeights("flint4");

    [Test]
    public void Every_code_has_the_papers_value_and_a_sign()
    {
        for (ushort code = 0; code < 16; code++)
        {
            double value = IntegerCodec.ToDouble(Flint4, code);
            Assert.That(Math.Abs(value), Is.EqualTo(Values[code % 8]));
            Assert.That(double.IsNegative(value), Is.EqualTo(code > 7));
            Assert.That(IntegerCodec.Decode(Flint4, code), Is.EqualTo((long)value));
            Assert.That(IntegerCodec.Encode(Flint4, (long)value), Is.EqualTo(value == 0 ? 0 : code));
        }

        Assert.That(() => IntegerCodec.Encode(Flint4, 5), Throws.ArgumentException);
        Assert.That(() => IntegerCodec.Encode(Flint4, 17), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [TestCase(0.5, 0)]
    [TestCase(0.51, 1)]
    [TestCase(2.5, 2)]
    [TestCase(3.5, 4)]
    [TestCase(5, 4)]
    [TestCase(5.1, 6)]
    [TestCase(7, 8)]
    [TestCase(6.9, 6)]
    [TestCase(12, 8)]
    [TestCase(12.1, 16)]
    [TestCase(99, 16)]
    public void The_nearest_value_and_of_two_every_other_one(double value, int nearest)
    {
        Assert.That(IntegerCodec.ToDouble(Flint4, IntegerCodec.Nearest(Flint4, value)), Is.EqualTo(nearest));
        Assert.That(IntegerCodec.ToDouble(Flint4, IntegerCodec.Nearest(Flint4, -value)), Is.EqualTo(-nearest));
    }

    [Test]
    public void The_largest_magnitude_becomes_16()
    {
        QuantizedWeights q = GroupQuantizer.Symmetric([-32f, 2f, 10f, 0f], 1, 4, 4, Flint4);
        Assert.That(q.Scales, Is.EqualTo(new ushort[] { 0x4000 }));
        Assert.That(q.Codes, Is.EqualTo(new ushort[] { 0b1100, 1, 0b110, 0 }));
        Assert.That(q.Dequantize(), Is.EqualTo(new double[] { -32, 2, 8, 0 }));
    }

    [Test]
    public void A_power_of_two_of_4_bits_is_a_minifloat_without_a_fraction()
    {
        NumberFormat format = NumberFormats.OfWeights("fp4_e3m0");
        Assert.That(
            Enumerable.Range(0, 8).Select(code => 4 * IntegerCodec.ToDouble(format, (ushort)code)),
            Is.EqualTo(new double[] { 0, 1, 2, 4, 8, 16, 32, 64 }));
    }
}
