using FsCheck;
using FsCheck.Fluent;
using MixPe.Model.Formats;
using MixPe.Model.Quantization;
using NUnit.Framework;

namespace MixPe.Verif.Model;

public class GroupQuantizerTests
{
    private static readonly NumberFormat Uint4 = NumberFormats.Get("uint4");
    private static readonly NumberFormat Int4 = NumberFormats.Get("int4");

    [Test]
    public void An_asymmetric_group_is_as_worked_by_hand()
    {
        // Range −3 to 4.5: 7.5/15 = 0.5 (0x3800); zero = 3/0.5 = 6; codes w/0.5 + 6: 0, 15, 6, and 0.75/0.5 = 1.5 ties
        // to 2, so 8. The last group is one element, 0.75: range 0 to 0.75, scale 0.05 in binary16 (0x2a66, which is
        // 0.04998779), zero 0, code 15.
        QuantizedWeights q = GroupQuantizer.Asymmetric([-3f, 4.5f, 0f, 0.75f, 0.75f], 1, 5, 4, Uint4);
        Assert.Multiple(() =>
        {
            Assert.That(q.Groups, Is.EqualTo(2));
            Assert.That(q.Scales, Is.EqualTo(Codes(0x3800, 0x2a66)));
            Assert.That(q.ZeroPoints, Is.EqualTo(Codes(6, 0)));
            Assert.That(q.Codes, Is.EqualTo(Codes(0, 15, 6, 8, 15)));
        });
    }

    [Test]
    public void A_symmetric_group_is_as_worked_by_hand()
    {
        // max|w| = 3.5: 3.5/7 = 0.5; codes −7, 2 (1.0), 0 (0.25 is half a step and ties to 0), as int4 patterns.
        QuantizedWeights q = GroupQuantizer.Symmetric([-3.5f, 1f, 0.25f], 1, 3, 128, Int4);
        Assert.That(q.Scales, Is.EqualTo(Codes(0x3800)));
        Assert.That(q.Codes, Is.EqualTo(Codes(0x9, 0x2, 0x0)));
        Assert.That(q.ZeroPoints, Is.Null);
    }

    [Test]
    public void Least_squares_takes_the_best_of_the_26_ranges([Values("uint4", "int4")] string name)
    {
        NumberFormat format = NumberFormats.Get(name);
        Random random = new(9);
        for (int group = 0; group < 50; group++)
        {
            // Most are small, some are ten times as large: what a clamped range is for.
            float[] w = [.. Enumerable.Range(0, 64).Select(_ =>
                (float)((random.NextDouble() - 0.5) * (random.Next(20) == 0 ? 10 : 1)))];
            bool isSymmetric = name == "int4";
            QuantizedWeights Quantized(CodeRange range) => isSymmetric
                ? GroupQuantizer.Symmetric(w, 1, 64, 64, format, range)
                : GroupQuantizer.Asymmetric(w, 1, 64, 64, format, range);
            double[] errors = [.. Enumerable.Range(0, 26).Select(i => Error(w, 1 - (i * 0.02), isSymmetric))];
            Assert.That(SquaredError(w, Quantized(CodeRange.MinMax)), Is.EqualTo(errors[0]).Within(1e-9));
            Assert.That(SquaredError(w, Quantized(CodeRange.LeastSquares)), Is.EqualTo(errors.Min()).Within(1e-9));
        }
    }

    private static double SquaredError(float[] w, QuantizedWeights q) =>
        q.Dequantize().Zip(w, (a, b) => (a - b) * (a - b)).Sum();

    // Written again from the documentation: the squared error with a part of the range.
    private static double Error(float[] w, double part, bool isSymmetric)
    {
        double low = Math.Min(0, w.Min());
        double high = Math.Max(0, w.Max());
        double step = (double)(Half)(isSymmetric ? Math.Max(-low, high) / 7 * part : (high - low) / 15 * part);
        double zero = isSymmetric ? 0 : Math.Clamp(Math.Round(-low * part / step), 0, 15);
        (double least, double most) = isSymmetric ? (-8, 7) : (-zero, 15 - zero);
        return w.Sum(value => Math.Pow((Math.Clamp(Math.Round(value / step), least, most) * step) - value, 2));
    }

    [Test]
    public void Groups_of_zeros_and_of_tiny_values_keep_a_scale()
    {
        Assert.That(GroupQuantizer.Asymmetric([0f, -0f], 1, 2, 2, Uint4).Scales, Is.EqualTo(Codes(0x3c00)));
        Assert.That(GroupQuantizer.Symmetric([0f, -0f], 1, 2, 2, Int4).Scales, Is.EqualTo(Codes(0x3c00)));
        Assert.That(GroupQuantizer.Symmetric([1e-30f], 1, 1, 1, Int4).Scales, Is.EqualTo(Codes(0x0001)));
    }

    [Test]
    public void Every_weight_lies_within_half_a_step_or_is_clamped_at_an_end()
    {
        var generator =
            from n in Gen.Choose(1, 4)
            from k in Gen.Choose(1, 70)
            from @group in Gen.Elements(1, 5, 16, 64)
            from name in Gen.Elements("uint2", "uint4", "uint8", "int2", "int4", "int8")
            from seed in Gen.Choose(0, int.MaxValue)
            select (n, k, @group, name, seed);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Arb.From(generator), c =>
        {
            NumberFormat format = NumberFormats.Get(c.name);
            float[] w = HeavyTailed(c.seed, c.n * c.k);
            bool holds = Near(w, GroupQuantizer.Asymmetric(w, c.n, c.k, c.group, format));
            return holds && (format.Kind == NumberKind.Unsigned
                || Near(w, GroupQuantizer.Symmetric(w, c.n, c.k, c.group, format)));
        }));
    }

    [Test]
    public void Values_that_cannot_be_quantized_are_named_with_their_position()
    {
        float[] w = [1, 2, 3, 4, float.NaN, 6];
        Assert.That(
            () => GroupQuantizer.Asymmetric(w, 2, 3, 3, Uint4),
            Throws.InstanceOf<QuantizationException>().With.Message.StartsWith("weights[1, 1] is NaN"));
        Assert.That(
            () => GroupQuantizer.Symmetric([float.MaxValue], 1, 1, 1, Int4),
            Throws.InstanceOf<QuantizationException>().With.Message.Contains("beyond fp16"));
        Assert.That(() => GroupQuantizer.Symmetric([1], 1, 1, 1, Uint4), Throws.ArgumentException);
        Assert.That(() => GroupQuantizer.Symmetric([1], 1, 2, 1, Int4), Throws.ArgumentException);
        Assert.That(
            () => GroupQuantizer.Asymmetric([1], 1, 1, 0, Uint4), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Activations_are_quantized_by_row()
    {
        // Row 0: 127/127 = 1 (0x3c00), 63.5 ties to 64. Row 1: zeros. −127 is 0x81.
        QuantizedActivations q = ActivationQuantizer.PerRow(NumberFormats.Get("int8"), [-127f, 63.5f, 0f, 0f], 2, 2);
        Assert.That(q.Scales, Is.EqualTo(Codes(0x3c00, 0x3c00)));
        Assert.That(q.Codes, Is.EqualTo(Codes(0x81, 64, 0, 0)));
        Assert.That(
            () => ActivationQuantizer.PerRow(NumberFormats.Get("int8"), [0, float.PositiveInfinity], 1, 2),
            Throws.InstanceOf<QuantizationException>().With.Message.StartsWith("activations[0, 1]"));
    }

    [Test]
    public void Activations_become_fp16_or_are_refused()
    {
        QuantizedActivations q = ActivationQuantizer.ToFloat(NumberFormats.Fp16, [1f, -2f, 65519f], 1, 3);
        Assert.That(q.Codes, Is.EqualTo(Codes(0x3c00, 0xc000, 0x7bff)));
        Assert.That(q.Dequantize()[1], Is.EqualTo(-2.0));
        Assert.That(
            () => ActivationQuantizer.ToFloat(NumberFormats.Fp16, [1f, 65520f], 2, 1),
            Throws.InstanceOf<QuantizationException>().With.Message.StartsWith("activations[1, 0] is 65520"));
    }

    [Test]
    public void Integers_without_a_scale_are_the_rounded_values()
    {
        NumberFormat int8 = NumberFormats.Get("int8");
        QuantizedActivations q = ActivationQuantizer.ToInteger(int8, [2.5f, -3.5f, 127.4f, -128f], 2, 2);
        Assert.That(q.Scales, Is.Null);
        Assert.That(q.Dequantize(), Is.EqualTo(new[] { 2.0, -4.0, 127.0, -128.0 }));
        Assert.That(
            () => ActivationQuantizer.ToInteger(int8, [1f, 127.6f], 1, 2),
            Throws.InstanceOf<QuantizationException>().With.Message.Contains("-128 to 127"));
    }

    [Test]
    public void Fp8_activations_are_scaled_to_the_largest_number()
    {
        // 896/448 = 2 (0x4000); 896 becomes 448 (0x7e), -1 becomes -0.5 (0xb0).
        QuantizedActivations q = ActivationQuantizer.PerRow(NumberFormats.Fp8E4M3, [896f, -1f], 1, 2);
        Assert.That(q.Scales, Is.EqualTo(Codes(0x4000)));
        Assert.That(q.Codes, Is.EqualTo(Codes(0x7e, 0xb0)));
        Assert.That(q.Dequantize(), Is.EqualTo(new[] { 896.0, -1.0 }));
        Assert.That(
            () => ActivationQuantizer.ToFloat(NumberFormats.Fp8E4M3, [1f, 480f], 1, 2),
            Throws.InstanceOf<QuantizationException>().With.Message.Contains("448"));
    }

    [Test]
    public void Groups_of_activations_have_scales_of_their_own()
    {
        // Rows of three in groups of two: [254, 127], [1]; [0, 0], [-63.5]. 254/127 = 2 (0x4000), 1/127 and 0.5 (0x3800).
        NumberFormat int8 = NumberFormats.Get("int8");
        QuantizedActivations q = ActivationQuantizer.PerGroup(int8, [254f, 127f, 1f, 0f, 0f, -63.5f], 2, 3, 2, NumberFormats.Fp16);
        Assert.That(q.Scales, Is.EqualTo(Codes(0x4000, BitConverter.HalfToUInt16Bits((Half)(1 / 127.0)), 0x3c00, 0x3800)));
        Assert.That(q.Codes, Is.EqualTo(Codes(127, 64, 127, 0, 0, 0x81)));
        Assert.That(q.Dequantize()[..2], Is.EqualTo(new[] { 254.0, 128.0 }));
        Assert.That(q.Dequantize()[5], Is.EqualTo(-63.5));

        // OCP Microscaling Formats v1.0, 6.3: 500 is in [256, 512) and so is E4M3's largest number, 448: 2^0, and 500 becomes 448.
        QuantizedActivations mx = ActivationQuantizer.PerGroup(
            NumberFormats.Fp8E4M3, [500f, -3f, 0.25f, 1f], 1, 4, 2, NumberFormats.E8M0);
        Assert.That(mx.Scales, Is.EqualTo(Codes(127, 127 - 8)));
        Assert.That(mx.Dequantize(), Is.EqualTo(new[] { 448.0, -3, 0.25, 1 }));
        Assert.That(
            () => ActivationQuantizer.PerGroup(int8, [1f, 1f, 1e9f], 1, 3, 2, NumberFormats.Fp16),
            Throws.InstanceOf<QuantizationException>().With.Message.StartsWith("activations[0, 2]").And.Message.Contains("group"));
    }

    [Test]
    public void E8m0_scales_are_those_of_the_standard()
    {
        // 5 is in [4, 8) and the largest FP4 number, 6, too: 2^(2-2) = 1, code 127. 7 becomes 6.
        QuantizedWeights q = GroupQuantizer.Symmetric(
            [5f, 2f, 7f, 1f, 0f, 0f], 1, 6, 2, NumberFormats.Get("fp4_e2m1"), scales: NumberFormats.E8M0);
        Assert.That(q.Scales, Is.EqualTo(Codes(127, 127, 127)));
        Assert.That(q.Dequantize(), Is.EqualTo(new[] { 4.0, 2, 6, 1, 0, 0 }));
        Assert.That(
            GroupQuantizer.Symmetric([1e-40f], 1, 1, 1, Int4, scales: NumberFormats.E8M0).Scales, Is.EqualTo(Codes(0)),
            "the smallest scale, 2^-127");
    }

    [Test]
    public void Scales_have_their_format()
    {
        // 7/7 = 1 is 0x3f80 of bfloat16, 0x38 of E4M3; 480 would be its NaN.
        Assert.That(GroupQuantizer.Symmetric([7f], 1, 1, 1, Int4, scales: NumberFormats.Bf16).Scales, Is.EqualTo(Codes(0x3f80)));
        Assert.That(GroupQuantizer.Symmetric([7f], 1, 1, 1, Int4, scales: NumberFormats.Fp8E4M3).Scales, Is.EqualTo(Codes(0x38)));
        Assert.That(
            () => GroupQuantizer.Symmetric([7f * 480], 1, 1, 1, Int4, scales: NumberFormats.Fp8E4M3),
            Throws.InstanceOf<QuantizationException>().With.Message.Contains("448"));
    }

    [Test]
    public void Operands_need_one_K()
    {
        QuantizedWeights w = GroupQuantizer.Symmetric([1f, 2f], 1, 2, 2, Int4);
        Assert.That(QuantizedGemm.Operands(w, ActivationQuantizer.ToFloat(NumberFormats.Fp16, [1f, 2f], 1, 2)).K, Is.EqualTo(2));
        Assert.That(
            () => QuantizedGemm.Operands(w, ActivationQuantizer.ToFloat(NumberFormats.Fp16, [1f], 1, 1)), Throws.ArgumentException);
    }

    // A clamped end is off by what rounding lost: half a step for the zero point, half for the code, and for each code
    // half of the scale's lowest bit, which is coarse where the scale is subnormal.
    private static bool Near(float[] w, QuantizedWeights q)
    {
        double[] back = q.Dequantize();
        for (int i = 0; i < w.Length; i++)
        {
            double step = Fp16.ToSingle(q.Scales[i / q.K * q.Groups + i % q.K / q.Group]);
            long code = IntegerCodec.Decode(q.Format, q.Codes[i]);
            bool end = code == q.Format.MinInteger || code == q.Format.MaxInteger;
            double error = Math.Abs(back[i] - w[i]);
            double lowestBit = Math.Max(Math.Pow(2, -24), step * Math.Pow(2, -10));
            double allowed = end ? step + (1 << q.Format.Bits) * lowestBit / 2 : step / 2;
            if (error > allowed * (1 + 1e-12))
            {
                return false;
            }
        }

        return true;
    }

    private static float[] HeavyTailed(int seed, int count)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count)
            .Select(_ => (float)((random.NextDouble() - 0.5) * Math.Pow(2, random.Next(10) == 0 ? 3 : -4)))
            .ToArray();
    }

    private static int[] Codes(params int[] codes) => codes;
}
