using FsCheck;
using FsCheck.Fluent;
using MixPe.Model.Formats;
using MixPe.Model.Quantization;
using NUnit.Framework;

namespace MixPe.Verif.Model;

/// <summary>QoQ's two levels: a channel to 8 bits, its groups to fewer with integer scales.</summary>
public sealed class ProgressiveQuantizerTests
{
    private static readonly NumberFormat Uint4 = NumberFormats.Get("uint4");
    private static readonly NumberFormat Int4 = NumberFormats.Get("int4");
    private static readonly NumberFormat Uint8 = NumberFormats.Get("uint8");

    [Test]
    public void A_row_is_as_worked_by_hand()
    {
        // 119/119 = 1: the integers are 119, -60 (of -59.5, to even), 30, 0. Group 0: (119 + 60)/15 is nearest 12, zero 60/12 = 5,
        // codes 9.9 + 5 and -5 + 5. Group 1: 30/15 = 2, zero 0.
        QuantizedWeights q = ProgressiveQuantizer.Quantize([119f, -59.5f, 30f, 0f], 1, 4, 2, Uint4, zeroPoints: true, Uint8);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(q.ChannelScales, Is.EqualTo(new[] { 0x3c00 }));
            Assert.That(q.Scales, Is.EqualTo(new[] { 12, 2 }));
            Assert.That(q.ZeroPoints, Is.EqualTo(new[] { 5, 0 }));
            Assert.That(q.Codes, Is.EqualTo(new[] { 15, 0, 15, 0 }));
            Assert.That(q.Dequantize(), Is.EqualTo(new[] { 120.0, -60, 30, 0 }));
        }
    }

    [Test]
    public void Without_zero_points_the_largest_magnitude_decides()
    {
        // 238/119 = 2; 119/7 = 17 and 14/7 = 2.
        QuantizedWeights q = ProgressiveQuantizer.Quantize([238f, -238f, 28f, -4f], 1, 4, 2, Int4, zeroPoints: false, Uint8);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(q.ChannelScales, Is.EqualTo(new[] { 0x4000 }));
            Assert.That(q.Scales, Is.EqualTo(new[] { 17, 2 }));
            Assert.That(q.ZeroPoints, Is.Null);
            Assert.That(q.Dequantize(), Is.EqualTo(new[] { 238.0, -238, 28, -4 }));
        }
    }

    [Test]
    public void Zeros_are_zeros_and_too_large_rows_are_refused()
    {
        QuantizedWeights q = ProgressiveQuantizer.Quantize([0f, -0f, 1e-30f, 0f], 2, 2, 2, Uint4, zeroPoints: true, Uint8);
        Assert.That(q.Dequantize(), Is.All.Zero);
        Assert.That(q.Scales, Is.All.EqualTo(1));
        Assert.That(
            () => ProgressiveQuantizer.Quantize([1f, 0f, 0f, 1e8f], 2, 2, 2, Uint4, zeroPoints: true, Uint8),
            Throws.InstanceOf<QuantizationException>().With.Message.Contains("fp16").And.Message.Contains("[1, 0]"));
        Assert.That(
            () => ProgressiveQuantizer.Quantize([1f], 1, 1, 1, Uint4, zeroPoints: true, NumberFormats.Fp16),
            Throws.ArgumentException.With.Message.Contains("fp16"));
    }

    // What the protective range is for: QServe multiplies scale times (code less zero) as INT8.
    [Test]
    public void Weights_of_the_second_level_are_8_bit_integers_near_those_of_the_first() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed =>
        {
            var random = new Random(seed);
            int n = random.Next(1, 4);
            int k = random.Next(1, 40);
            float[] weights = [.. Enumerable.Range(0, n * k).Select(_ => (float)((random.NextDouble() - random.NextDouble()) * Math.ScaleB(1, random.Next(-4, 4))))];
            QuantizedWeights q = ProgressiveQuantizer.Quantize(weights, n, k, 16, Uint4, zeroPoints: true, Uint8);
            double[] back = q.Dequantize();
            return Enumerable.Range(0, n * k).All(i =>
            {
                double step = Fp16.ToSingle(q.ChannelScales![i / k]);
                int group = q.Scales[(i / k * q.Groups) + (i % k / 16)];

                // Half a group's step; at the ends what 15 times half an integer leaves out; half of the channel's step, and its rounding.
                return Math.Abs(back[i] / step) <= 127 && group is >= 1 and <= 16
                    && Math.Abs(back[i] - weights[i]) <= ((group / 2.0) + 7.5 + 0.5 + (119 * Math.ScaleB(1, -11))) * step;
            });
        }));
}
