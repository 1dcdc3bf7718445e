using MixPe.Model.Formats;
using MixPe.Model.Quantization;
using NUnit.Framework;

namespace MixPe.Verif.Model;

/// <summary>Integer scales and minima in super groups.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SuperGroupQuantizerTests
{
    private static readonly NumberFormat Uint4 = NumberFormats.Get("uint4");
    private static readonly NumberFormat Uint8 = NumberFormats.Get("uint8");

    [Test]
    public void A_super_group_is_as_worked_by_hand()
    {
        // Group 0 from -510 to 3315: scale 3825/15 = 255, minimum 510; group 1 from 0 to 1530: 102 and 0. d = 1 and dmin = 2: scales 255 and
        // 102, minima 255 and 0. Codes of group 0: 0, (255 + 510)/255 = 3, 15; of group 1: 1020/102 = 10, 0, 15.
        QuantizedWeights q = SuperGroupQuantizer.Quantize([-510, 255, 3315, 1020, 0, 1530], 1, 6, 3, 6, Uint4, Uint8);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(q.SuperGroups!.Scales, Is.EqualTo(new[] { 0x3c00 }));
            Assert.That(q.SuperGroups.Units, Is.EqualTo(new[] { 0x4000 }));
            Assert.That(q.Scales, Is.EqualTo(new[] { 255, 102 }));
            Assert.That(q.SuperGroups.Minima, Is.EqualTo(new[] { 255, 0 }));
            Assert.That(q.Codes, Is.EqualTo(new[] { 0, 3, 15, 10, 0, 15 }));
            Assert.That(q.Dequantize(), Is.EqualTo(new double[] { -510, 255, 3315, 1020, 0, 1530 }));
        }
    }

    [Test]
    public void Short_groups_and_super_groups_have_numbers_of_their_own()
    {
        // Rows of 5 in groups of 2 and super groups of 4: the last super group is one group of one weight.
        QuantizedWeights q = SuperGroupQuantizer.Quantize([1, 2, 3, 4, 30, -1, -2, -3, -4, -5], 2, 5, 2, 4, Uint4, Uint8);
        Assert.That((q.Groups, q.Scales.Length, q.SuperGroups!.Scales.Length, q.SuperGroups.Minima.Length), Is.EqualTo((3, 6, 4, 6)));
        double[] values = q.Dequantize();
        Assert.That(values[4], Is.EqualTo(30).Within(0.05), "15 times a scale of binary16");
        Assert.That(values[9], Is.EqualTo(-5).Within(0.05));
    }

    [Test]
    public void Weights_of_one_value_are_that_value()
    {
        // No range: nothing but a minimum, or nothing at all; a positive one is the largest code.
        Assert.That(SuperGroupQuantizer.Quantize([-510, -510], 1, 2, 2, 2, Uint4, Uint8).Dequantize(), Is.All.EqualTo(-510));
        Assert.That(SuperGroupQuantizer.Quantize([0, 0], 1, 2, 2, 2, Uint4, Uint8).Dequantize(), Is.All.EqualTo(0));
        Assert.That(SuperGroupQuantizer.Quantize([3825, 3825], 1, 2, 2, 2, Uint4, Uint8).Dequantize(), Is.All.EqualTo(3825));
    }

    [Test]
    public void Eight_bits_of_scale_and_minimum_lose_little_beside_a_scale_of_binary16()
    {
        Random random = new(3);
        float[] weights = [.. Enumerable.Range(0, 16 * 512).Select(_ => (float)(random.NextDouble() + random.NextDouble() - 1))];
        double super = Error(SuperGroupQuantizer.Quantize(weights, 16, 512, 32, 256, Uint4, Uint8), weights);
        double plain = Error(GroupQuantizer.Asymmetric(weights, 16, 512, 32, Uint4), weights);
        Assert.That(super, Is.LessThan(1.02 * plain));
    }

    [Test]
    public void What_cannot_be_quantized_is_refused()
    {
        Assert.That(
            () => SuperGroupQuantizer.Quantize([1, float.NaN], 1, 2, 2, 2, Uint4, Uint8),
            Throws.TypeOf<QuantizationException>());
        Assert.That(
            () => SuperGroupQuantizer.Quantize([3e8f, 1], 1, 2, 2, 2, Uint4, Uint8),
            Throws.TypeOf<QuantizationException>().With.Message.Contains("the scale of the super group is beyond fp16"));
        Assert.That(() => SuperGroupQuantizer.Quantize([1, 1], 1, 2, 2, 3, Uint4, Uint8), Throws.ArgumentException);
        Assert.That(
            () => SuperGroupQuantizer.Quantize([1, 1], 1, 2, 2, 2, NumberFormats.Get("int4"), Uint8), Throws.ArgumentException);
    }

    private static double Error(QuantizedWeights q, float[] weights) =>
        q.Dequantize().Zip(weights, (value, weight) => (value - weight) * (value - weight)).Sum();
}
