using MixPe.Model.Formats;
using MixPe.Model.Quantization;
using NUnit.Framework;

namespace MixPe.Verif.Model;

/// <summary>Values by the tables of the OCP Microscaling Formats v1.0 (FP4, FP6) and of FP6-LLM (FP5).</summary>
public class MinifloatTests
{
    private static readonly double[] Fp4 = [0, 0.5, 1, 1.5, 2, 3, 4, 6];

    private static IEnumerable<NumberFormat> Formats => NumberFormats.All.Where(format => format.IsMinifloat);

    [Test]
    public void FP4_has_the_values_of_the_standard()
    {
        NumberFormat format = NumberFormats.Get("fp4_e2m1");
        Assert.That(Enumerable.Range(0, 8).Select(code => Value(format, code)), Is.EqualTo(Fp4));
        Assert.That(Enumerable.Range(8, 8).Select(code => Value(format, code)), Is.EqualTo(Fp4.Select(value => -value)));
    }

    // Largest, smallest normal and smallest subnormal number: table 2 of the standard; FP5 by its formula.
    [TestCase("fp6_e3m2", 28, 0.25, 0.0625)]
    [TestCase("fp6_e2m3", 7.5, 1, 0.125)]
    [TestCase("fp5_e2m2", 7, 1, 0.25)]
    [TestCase("fp4_e2m1", 6, 1, 0.5)]
    public void The_ends_are_those_of_the_standard(string name, double largest, double normal, double subnormal)
    {
        NumberFormat format = NumberFormats.Get(name);
        int top = (1 << (format.Bits - 1)) - 1;
        Assert.That(
            (Value(format, top), Value(format, 1 << format.FractionBits), Value(format, 1)),
            Is.EqualTo((largest, normal, subnormal)));
        Assert.That(Math.ScaleB(format.MaxInteger, format.LsbExponent), Is.EqualTo(largest));
    }

    [TestCaseSource(nameof(Formats))]
    public void Every_value_has_its_code_back_and_what_lies_between_two_has_none(NumberFormat format)
    {
        int[] values = [.. Enumerable.Range(0, 1 << format.Bits).Select(code => IntegerCodec.Decode(format, (ushort)code))];
        for (int code = 0; code < values.Length; code++)
        {
            // Minus zero comes back as zero.
            int expected = values[code] == 0 ? 0 : code;
            Assert.That(IntegerCodec.Encode(format, values[code]), Is.EqualTo(expected));
        }

        for (int value = format.MinInteger; value <= format.MaxInteger; value++)
        {
            if (!values.Contains(value))
            {
                Assert.That(() => IntegerCodec.Encode(format, value), Throws.ArgumentException, $"{value}");
            }
        }
    }

    [TestCaseSource(nameof(Formats))]
    public void The_nearest_value_is_the_nearest_of_all_codes_and_ties_go_to_even_ones(NumberFormat format)
    {
        (int Code, int Value)[] all =
            [.. Enumerable.Range(0, 1 << (format.Bits - 1)).Select(code => (code, IntegerCodec.Decode(format, (ushort)code)))];
        for (double value = -format.MaxInteger - 2; value <= format.MaxInteger + 2; value += 0.125)
        {
            double magnitude = Math.Abs(value);
            (int Code, int Value) best = all.OrderBy(one => Math.Abs(one.Value - magnitude)).ThenBy(one => one.Code % 2).First();
            Assert.That(IntegerCodec.Nearest(format, value), Is.EqualTo(Math.Sign(value) * best.Value), $"{value}");
        }
    }

    [Test]
    public void A_group_is_scaled_to_the_largest_value()
    {
        // 3/6 = 0.5; in steps of 0.5: 6, -1 (-0.5), 0.5 (0.25), 2.5 lies between 2 and 3 and goes to the even code, 2.
        QuantizedWeights q = GroupQuantizer.Symmetric([3f, -0.5f, 0.25f, 1.25f], 1, 4, 4, NumberFormats.Get("fp4_e2m1"));
        Assert.That(q.Scales, Is.EqualTo(new ushort[] { 0x3800 }));
        Assert.That(q.Codes, Is.EqualTo(new ushort[] { 7, 0b1010, 1, 4 }));
        Assert.That(q.Dequantize(), Is.EqualTo(new[] { 3, -0.5, 0.25, 1 }));
        Assert.That(
            () => GroupQuantizer.Asymmetric([1f], 1, 1, 1, NumberFormats.Get("fp4_e2m1")),
            Throws.ArgumentException);
    }

    [Test]
    public void Ternary_weights_are_scaled_by_the_mean_magnitude()
    {
        // Mean of 1.5, 0.25, 0.5 and 1.75: 1. Half a step ties to zero.
        QuantizedWeights q = GroupQuantizer.Symmetric([1.5f, -0.25f, 0.5f, -1.75f], 1, 4, 4, NumberFormats.Get("ternary"));
        Assert.That(q.Scales, Is.EqualTo(new ushort[] { 0x3c00 }));
        Assert.That(q.Codes, Is.EqualTo(new ushort[] { 3, 2, 2, 1 }));
    }

    private static double Value(NumberFormat format, int code) =>
        Math.ScaleB(IntegerCodec.Decode(format, (ushort)code), format.LsbExponent);
}
