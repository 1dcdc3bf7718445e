using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Model.Metrics;
using MixPe.Model.Quantization;
using NUnit.Framework;

namespace MixPe.Verif.Model;

/// <summary>Values by the tables of the OCP Microscaling Formats v1.0 (FP4, FP6), of FP6-LLM (FP5) and of the OCP 8-bit Floating Point
/// Specification (FP8); all others by what their names say.</summary>
public class MinifloatTests
{
    private static readonly double[] Fp4 = [0, 0.5, 1, 1.5, 2, 3, 4, 6];

    private static IEnumerable<NumberFormat> Formats => NumberFormats.Weights.Where(format => format.Kind == NumberKind.Minifloat);

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
    [TestCase("fp8_e4m3", 448, 0.015625, 0.001953125)]
    [TestCase("fp8_e5m2", 57344, 0.00006103515625, 0.0000152587890625)]
    public void The_ends_are_those_of_the_standard(string name, double largest, double normal, double subnormal)
    {
        NumberFormat format = NumberFormats.OfWeights(name);
        Assert.That(
            (Value(format, (int)format.LargestFinite), Value(format, 1 << format.FractionBits), Value(format, 1)),
            Is.EqualTo((largest, normal, subnormal)));
        Assert.That(Math.ScaleB((double)format.LargestUnits, format.LsbExponent), Is.EqualTo(largest));
    }

    [Test]
    public void There_is_a_minifloat_of_every_exponent_and_fraction_up_to_8_bits()
    {
        string[] names =
        [
            .. from bits in Enumerable.Range(2, 7)
               from exponent in Enumerable.Range(1, bits - 1)
               select $"fp{bits}_e{exponent}m{bits - exponent - 1}",
        ];
        Assert.That(Formats.Select(format => format.Name), Is.EquivalentTo(names));
    }

    // What the name says: a bias of 2^(X-1) - 1, subnormals, every pattern a number.
    [TestCaseSource(nameof(Formats))]
    public void Every_pattern_is_what_its_name_says(NumberFormat format)
    {
        int exponentBits = format.Name[^3] - '0';
        int fractionBits = format.Name[^1] - '0';
        double bias = Math.Pow(2, exponentBits - 1) - 1;
        for (int code = 0; code < 1 << (1 + exponentBits + fractionBits); code++)
        {
            double fraction = code % Math.Pow(2, fractionBits) / Math.Pow(2, fractionBits);
            double exponent = Math.Floor(code / Math.Pow(2, fractionBits)) % Math.Pow(2, exponentBits);
            double magnitude = exponent == 0
                ? Math.Pow(2, 1 - bias) * fraction
                : Math.Pow(2, exponent - bias) * (1 + fraction);
            bool isNegative = code >= Math.Pow(2, exponentBits + fractionBits);
            double value = IntegerCodec.ToDouble(format, (ushort)code);
            Assert.That(Math.Abs(value), Is.EqualTo(magnitude), $"{code}");
            Assert.That(double.IsNegative(value), Is.EqualTo(isNegative), $"{code}");
        }
    }

    [TestCase("fp4_e2m1", 6)]
    [TestCase("fp6_e2m3", 7.5)]
    [TestCase("fp6_e3m2", 28)]
    public void Activations_of_FP4_and_FP6_have_the_values_of_weights_and_what_is_beyond_them_is_refused(string name, double largest)
    {
        NumberFormat activations = NumberFormats.OfActivations(name);
        NumberFormat weights = NumberFormats.OfWeights(name);
        for (int code = 0; code < 1 << activations.Bits; code++)
        {
            Assert.That(FloatBits.IsFinite(activations, (uint)code), Is.True);
            Assert.That(FloatBits.ToDouble(activations, (uint)code), Is.EqualTo(IntegerCodec.ToDouble(weights, (ushort)code)));
        }

        float above = MathF.BitIncrement((float)largest);
        Assert.That(ActivationQuantizer.ToFloat(activations, [(float)-largest], 1, 1).Codes[0], Is.EqualTo((1 << activations.Bits) - 1));
        QuantizationException e = Assert.Throws<QuantizationException>(() => ActivationQuantizer.ToFloat(activations, [0, above], 1, 2))!;
        Assert.That((e.Row, e.Column), Is.EqualTo((0, 1)));
        Assert.That(() => ActivationQuantizer.ToFloat(activations, [float.NaN], 1, 1), Throws.TypeOf<QuantizationException>());
    }

    // NVFP4 by hand: the largest magnitude becomes 6, the scale 3/6 is an E4M3 number, and codes are of 0, 0.5, 1, 1.5, 2, 3, 4 and 6.
    [Test]
    public void A_block_of_NVFP4_by_itself()
    {
        float[] block = [3, -1.5f, 0.75f, 0.3f];
        QuantizedActivations x = ActivationQuantizer.PerGroup(NumberFormats.OfActivations("fp4_e2m1"), block, 1, 4, 4, NumberFormats.Fp8E4M3);
        QuantizedWeights w = GroupQuantizer.Symmetric(block, 1, 4, 4, NumberFormats.OfWeights("fp4_e2m1"), scales: NumberFormats.Fp8E4M3);
        Assert.That(x.Codes, Is.EqualTo(new ushort[] { 0b0111, 0b1101, 0b0011, 0b0001 }));
        Assert.That(w.Codes, Is.EqualTo(x.Codes));
        Assert.That(x.Scales, Is.EqualTo(new ushort[] { 0b0_0110_000 }));
        GemmArithmetic arithmetic = new(
            w.Format, x.Format, 4, false, false, AccumulatorKind.Exact, 4, false, NumberFormats.Fp32)
        {
            Scale = NumberFormats.Fp8E4M3,
            ActivationGroupScale = NumberFormats.Fp8E4M3,
        };

        // 36 + 9 + 2.25 + 0.25, by a half twice.
        uint[] y = GoldenGemm.Run(arithmetic, QuantizedGemm.Operands(w, x));
        Assert.That(y, Is.EqualTo(new[] { BitConverter.SingleToUInt32Bits(11.875f) }));
    }

    // NVFP4's two levels by hand. The largest magnitude, 672, is 6·448·0.25: the tensor's scale is a quarter, its group's 448; that of a group of
    // 1.5 is 1.5/6/0.25, which is 1.
    [Test]
    public void A_tensor_of_NVFP4_by_itself()
    {
        NumberFormat fp4 = NumberFormats.OfWeights("fp4_e2m1");
        float[] values = [672, -336, 112, 0, 1.5f, -0.75f, 0.25f, 0.125f];
        float s = TensorScale.Of(values, 6, NumberFormats.Fp8E4M3);
        Assert.That(s, Is.EqualTo(0.25f));
        QuantizedWeights w = GroupQuantizer.Symmetric(values, 1, 8, 4, fp4, scales: NumberFormats.Fp8E4M3, tensorScale: s);
        QuantizedActivations x = ActivationQuantizer.PerGroup(
            NumberFormats.OfActivations("fp4_e2m1"), values, 1, 8, 4, NumberFormats.Fp8E4M3, s);
        Assert.That(w.Codes, Is.EqualTo(new ushort[] { 0b0111, 0b1101, 0b0010, 0, 0b0111, 0b1101, 0b0010, 0b0001 }));
        Assert.That(w.Scales, Is.EqualTo(new ushort[] { 0x7e, 0x38 }));
        Assert.That((x.Codes, x.Scales), Is.EqualTo((w.Codes, w.Scales)));
        Assert.That(w.Dequantize(), Is.EqualTo(values).And.EqualTo(x.Dequantize()));
        GemmArithmetic arithmetic = new(fp4, x.Format, 4, false, false, AccumulatorKind.Exact, 4, false, NumberFormats.Fp32)
        {
            Scale = NumberFormats.Fp8E4M3,
            ActivationGroupScale = NumberFormats.Fp8E4M3,
            HasTensorScale = true,
        };

        // (36 + 9 + 1)·448·448 + 36 + 9 + 1 + 0.25, by a sixteenth.
        GemmOperands operands = QuantizedGemm.Operands(w, x) with { TensorScale = BitConverter.SingleToUInt32Bits(s * s) };
        Assert.That(
            GoldenGemm.Run(arithmetic, operands), Is.EqualTo(new[] { BitConverter.SingleToUInt32Bits(((46 * 448 * 448) + 46.25f) / 16) }));
    }

    [TestCase(new[] { 0f, -0f }, 1f, Description = "zeros have any scale")]
    [TestCase(new[] { float.Epsilon }, float.Epsilon, Description = "never zero")]
    [TestCase(new[] { -2688f, 1f }, 1f)]
    [TestCase(new[] { 1f, float.NaN }, 1f, Description = "refused where groups are quantized")]
    [TestCase(new[] { float.PositiveInfinity }, 1f)]
    public void The_scale_of_a_tensor_is_its_largest_magnitude_by_the_largest_number(float[] values, float expected)
    {
        float s = TensorScale.Of(values, 6, NumberFormats.Fp8E4M3);
        Assert.That(s, Is.EqualTo(expected));
        if (!Array.TrueForAll(values, float.IsFinite))
        {
            Assert.That(
                () => GroupQuantizer.Symmetric(
                    values, 1, values.Length, 4, NumberFormats.OfWeights("fp4_e2m1"), scales: NumberFormats.Fp8E4M3, tensorScale: s),
                Throws.TypeOf<QuantizationException>());
        }
    }

    // Decibels that it brings at least: the more, the nearer groups' scales alone come to E4M3's smallest numbers.
    [TestCase(1f, 1f, 0.3)]
    [TestCase(0.02f, 0.1f, 0.5)]
    [TestCase(0.005f, 0.1f, 1.2)]
    [TestCase(0.001f, 0.005f, 6)]
    public void The_second_scale_keeps_what_the_first_one_loses(float ofWeights, float ofActivations, double least)
    {
        Design with = DesignLoader.Load("nvfp4"), without = DesignLoader.Load("nvfp4", ["tensor_scale=none"]);
        Random random = new(5);
        Matrix w = Matrix.Normal(32, 256, ofWeights, random), x = Matrix.Normal(16, 256, ofActivations, random);
        double gained = Decibels(with) - Decibels(without);
        TestContext.Out.WriteLine($"{ofWeights}, {ofActivations}: {Decibels(with):F2} dB, without {Decibels(without):F2} dB");
        Assert.That(gained, Is.GreaterThan(least));

        double Decibels(Design design)
        {
            GemmProblem problem = GemmProblem.Quantize(design, w, x);
            uint[] y = GoldenGemm.Run(design.Arithmetic, problem.Operands);
            return Fidelity.Measure(problem.Reference, Array.ConvertAll(y, bits => (double)BitConverter.UInt32BitsToSingle(bits))).SqnrDb;
        }
    }

    [TestCase("fp8_e4m3", 2)]
    [TestCase("fp8_e5m2", 8)]
    public void FP8_weights_are_FP8_but_for_infinities_and_NaN_which_are_refused_by_their_position(string name, int refused)
    {
        NumberFormat weights = NumberFormats.OfWeights(name);
        NumberFormat activations = NumberFormats.Get(name);
        int count = 0;
        for (int code = 0; code < 256; code++)
        {
            ushort[] codes = [0, 0, 0, 0, (ushort)code, 0];
            if (FloatBits.IsFinite(activations, (uint)code))
            {
                IntegerCodec.Check(weights, codes, 3, "weights");
                Assert.That(IntegerCodec.ToDouble(weights, (ushort)code), Is.EqualTo(FloatBits.ToDouble(activations, (uint)code)));
                continue;
            }

            count++;
            InvalidCodeException e = Assert.Throws<InvalidCodeException>(() => IntegerCodec.Check(weights, codes, 3, "weights"))!;
            Assert.That((e.Row, e.Column, e.Code), Is.EqualTo((1, 1, (long)code)));
            Assert.That(() => IntegerCodec.Check(activations, codes, 3, "activations"), Throws.Nothing);
        }

        Assert.That(count, Is.EqualTo(refused));
    }

    [TestCaseSource(nameof(Formats))]
    public void Every_value_has_its_code_back_and_what_lies_between_two_has_none(NumberFormat format)
    {
        double[] values = [.. Codes(format).Select(code => Units(format, code))];
        foreach (int code in Codes(format))
        {
            // Minus zero comes back as zero.
            double value = Units(format, code);
            int expected = value == 0 ? 0 : code;
            Assert.That(IntegerCodec.Nearest(format, value), Is.EqualTo(expected));
            if (Math.Abs(value) < 1L << 62)
            {
                Assert.That(IntegerCodec.Decode(format, (ushort)code), Is.EqualTo((long)value));
                Assert.That(IntegerCodec.Encode(format, (long)value), Is.EqualTo(expected));
            }
        }

        long most = (long)System.Numerics.BigInteger.Min(format.LargestUnits, 1000);
        for (long value = -most; value <= most; value++)
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
        (int Code, double Value)[] all = [.. Enumerable.Range(0, (int)format.LargestFinite + 1).Select(code => (code, Units(format, code)))];
        foreach ((int code, double value) in all)
        {
            double next = code == (int)format.LargestFinite ? (2 * value) + 2 : all[code + 1].Value;
            foreach (double part in new[] { 0, 0.25, 0.499, 0.5, 0.501, 0.75 })
            {
                // Two powers of two have no even one: without a fraction ties go away from zero.
                double magnitude = value + ((next - value) * part);
                (int Code, double Value) best = all.OrderBy(one => Math.Abs(one.Value - magnitude))
                    .ThenBy(one => format.FractionBits > 0 || code == 0 ? one.Code % 2 : -one.Code).First();
                Assert.That(IntegerCodec.Nearest(format, magnitude), Is.EqualTo(best.Code), $"{magnitude}");
                int sign = best.Code == 0 ? 0 : 1 << (format.Bits - 1);
                Assert.That(IntegerCodec.Nearest(format, -magnitude), Is.EqualTo(best.Code | sign), $"-{magnitude}");
            }
        }
    }

    [TestCase("fp8_e4m3", 0x7e)]
    [TestCase("fp8_e5m2", 0x7b)]
    [TestCase("fp7_e3m3", 0x3f)]
    [TestCase("fp8_e7m0", 0x7f)]
    public void The_largest_magnitude_becomes_the_largest_value(string name, int code)
    {
        NumberFormat format = NumberFormats.OfWeights(name);
        float largest = (float)IntegerCodec.ToDouble(format, (ushort)code);
        QuantizedWeights q = GroupQuantizer.Symmetric([largest, -largest, 0, largest / 2], 1, 4, 4, format);
        Assert.That(q.Scales, Is.EqualTo(new ushort[] { 0x3c00 }));
        Assert.That(q.Codes[..3], Is.EqualTo(new ushort[] { (ushort)code, (ushort)(code | 1 << (format.Bits - 1)), 0 }));
        Assert.That(q.Dequantize(), Is.EqualTo(new double[] { largest, -largest, 0, largest / 2 }));
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

    private static double Value(NumberFormat format, int code) => IntegerCodec.ToDouble(format, (ushort)code);

    private static double Units(NumberFormat format, int code) => Math.ScaleB(Value(format, code), -format.LsbExponent);

    private static IEnumerable<int> Codes(NumberFormat format) =>
        Enumerable.Range(0, 1 << format.Bits).Where(code => FloatBits.IsFinite(format, (uint)code));
}
