using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Model.Quantization;
using NUnit.Framework;

namespace MixPe.Verif.Model;

/// <summary>OLAccel's words of 4-bit weights with an outlier (ISCA 2018): codes, words, and how weights become them.</summary>
public class OlaccelTests
{
    private static NumberFormat Olaccel4 => NumberFormats.OfWeights("olaccel4");

    [Test]
    public void A_code_is_two_numbers_of_four_bits_and_every_weight_has_one()
    {
        HashSet<long> seen = [];
        for (int code = 0; code < 256; code++)
        {
            int low = code % 16 < 8 ? code % 16 : (code % 16) - 16;
            int high = code / 16 < 8 ? code / 16 : (code / 16) - 16;
            long value = IntegerCodec.Decode(Olaccel4, (ushort)code);
            Assert.That(value, Is.EqualTo((16 * high) + low));
            Assert.That(IntegerCodec.Encode(Olaccel4, value), Is.EqualTo(code));
            Assert.That(OutlierWord.IsOutlier((ushort)code), Is.EqualTo(value is < -8 or > 7));
            seen.Add(value);
        }

        Assert.That(seen, Is.EquivalentTo(Enumerable.Range(-136, 256).Select(value => (long)value)));
        Assert.That(() => IntegerCodec.Encode(Olaccel4, 120), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void A_word_has_the_lanes_first_then_the_outliers_lane_and_its_upper_bits()
    {
        ushort outlier = OutlierWord.Encode(-70);
        ushort[] word = OutlierWord.Pack([1, 15, outlier], 4);
        Assert.That(word, Is.EqualTo(new ushort[] { 1, 15, 10, 0, 2, 12 }));
        Assert.That(OutlierWord.Unpack(word), Is.EqualTo(new ushort[] { 1, 15, outlier, 0 }));
        Assert.That(OutlierWord.Unpack([1, 2, 3, 9]), Is.EqualTo(new ushort[] { 1, 2 }), "an index of no lane");
        Assert.That(OutlierWord.Words(Olaccel4, [outlier, 0, 0, outlier, 7], 2), Is.EqualTo(new ushort[] { 10, 0, 0, 12, 0, 10, 1, 12, 7, 0, 0, 0 }));
    }

    [Test]
    public void A_second_outlier_of_a_word_is_refused_with_its_place()
    {
        GemmArithmetic a = new(Olaccel4, NumberFormats.Get("int8"), 4, false, false, AccumulatorKind.Exact, 4, false, NumberFormats.Fp32);
        ushort[] w = [0, 0x10, 0, 0, 0x10, 0x20, 0x30, 0, 0, 0, 0, 0x10];
        GemmOperands fits = new(1, 2, 6, [0, 0x10, 0, 0, 0x10, 0, 0x30, 0, 0, 0, 0, 0x10], new ushort[6], new ushort[4], null, null);
        Assert.That(() => GemmCheck.Require(a, fits), Throws.Nothing);
        Assert.That(
            () => GemmCheck.Require(a, fits with { Weights = w }),
            Throws.InstanceOf<InvalidCodeException>().With.Message.Contains("[0, 5]").And.Message.Contains("second"));
        Assert.That(
            () => GemmCheck.Require(a with { Group = 6 }, fits), Throws.ArgumentException.With.Message.Contains("multiple of lanes"));
    }

    [Test]
    public void One_outlier_of_a_word_is_kept_of_any_lane()
    {
        Random random = new(1);
        ushort[] any = [.. Enumerable.Range(0, 4 * 70).Select(_ => (ushort)random.Next(256))];
        ushort[] fit = OutlierWord.WithOneOutlier(any, 70, 8);
        Assert.That(OutlierWord.SecondOutlier(any, 70, 8), Is.GreaterThan(0));
        Assert.That(OutlierWord.SecondOutlier(fit, 70, 8), Is.EqualTo(-1));
        Assert.That(fit.Zip(any, (one, other) => (one & 15) == (other & 15)), Has.All.True);
        Assert.That(
            Enumerable.Range(0, fit.Length).Where(i => OutlierWord.IsOutlier(fit[i])).Select(i => i % 70 % 8).Distinct().Count(),
            Is.EqualTo(8));
    }

    [Test]
    public void The_weight_farthest_out_of_a_word_has_eight_bits_the_second_one_four()
    {
        float[] weights = [.. Enumerable.Repeat(new[] { 1f, -7f, 4f, 6f, -5f, 2f, 7f, -3f }, 64).SelectMany(word => word)];
        (weights[5], weights[6], weights[17]) = (9f, 60f, -50f);
        QuantizedWeights q = OutlierWordQuantizer.Quantize(weights, 1, 512, 512, 8, NumberFormats.Fp16);
        double scale = Fp16.ToSingle(q.Scales[0]);
        Assert.That(scale, Is.EqualTo(1).Within(0.15));
        double[] values = [.. q.Codes.Select(code => (double)IntegerCodec.Decode(Olaccel4, code))];
        Assert.That(values[5], Is.EqualTo(7), "clamped");
        Assert.That(values[6] * scale, Is.EqualTo(60).Within(0.6));
        Assert.That(values[17] * scale, Is.EqualTo(-50).Within(0.6));
        Assert.That(OutlierWord.SecondOutlier(q.Codes, 512, 8), Is.EqualTo(-1));
    }

    [Test]
    public void Weights_with_heavy_tails_keep_more_than_as_INT4()
    {
        Random random = new(3);
        float[] weights = [.. Enumerable.Range(0, 8 * 500).Select(_ => HeavyTail(random))];
        QuantizedWeights q = OutlierWordQuantizer.Quantize(weights, 8, 500, 128, 16, NumberFormats.Fp16);
        double int4 = Error(GroupQuantizer.Symmetric(weights, 8, 500, 128, NumberFormats.OfWeights("int4"), CodeRange.LeastSquares), weights);
        Assert.That(Error(q, weights), Is.LessThan(0.4 * int4));
        Assert.That(OutlierWord.SecondOutlier(q.Codes, 500, 16), Is.EqualTo(-1));
        Assert.That(q.Codes.Count(OutlierWord.IsOutlier), Is.GreaterThan(40));
    }

    [Test]
    public void Groups_of_parts_of_words_and_infinite_scales_are_refused()
    {
        Assert.That(() => OutlierWordQuantizer.Quantize(new float[8], 1, 8, 6, 4, NumberFormats.Fp16), Throws.ArgumentException);
        Assert.That(
            () => OutlierWordQuantizer.Quantize([1e38f, 1f], 1, 2, 2, 2, NumberFormats.Fp16), Throws.InstanceOf<QuantizationException>());
        Assert.That(() => GroupQuantizer.Symmetric(new float[2], 1, 2, 2, Olaccel4), Throws.ArgumentException);
    }

    private static float HeavyTail(Random random)
    {
        double bell = Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
        return (float)(random.Next(50) == 0 ? 12 * bell : bell);
    }

    private static double Error(QuantizedWeights q, float[] weights) =>
        q.Dequantize().Zip(weights, (value, weight) => (value - weight) * (value - weight)).Sum();
}
