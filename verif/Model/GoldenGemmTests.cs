using FsCheck;
using FsCheck.Fluent;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using NUnit.Framework;

namespace MixPe.Verif.Model;

public class GoldenGemmTests
{
    private static readonly GemmArithmetic W4A8 = new(
        NumberFormats.Get("uint4"), NumberFormats.Get("int8"), 2, true, true, AccumulatorKind.Exact, 1, false,
        NumberFormats.Fp32);

    private static readonly GemmArithmetic QServe = W4A8 with { Scale = NumberFormats.Get("uint8"), Output = NumberFormats.Fp16 };

    private static readonly GemmArithmetic Q4K = W4A8 with
    {
        HasZeroPoint = false,
        HasActivationScale = false,
        Scale = NumberFormats.Get("uint8"),
        SuperGroup = 4,
        ActivationGroupScale = NumberFormats.Fp16,
    };

    private static readonly GemmArithmetic W4A16 = new(
        NumberFormats.Get("int4"), NumberFormats.Fp16, 8, false, false, AccumulatorKind.Exact, 1, false,
        NumberFormats.Fp32);

    private static Config Many => Config.QuickThrowOnFailure.WithMaxTest(250);

    [Test]
    public void The_vector_paths_give_the_definitions_bits() => Check.One(Many, Prop.ForAll(GemmCase.Arbitrary, c =>
        GoldenGemm.Run(c.Arithmetic, c.Operands()).SequenceEqual(
            GoldenGemm.RunScalar(c.Arithmetic, c.Operands()))));

    [Test]
    public void The_definition_gives_the_contracts_bits_as_written_a_second_time() =>
        Check.One(Many, Prop.ForAll(GemmCase.Arbitrary, c =>
        {
            GemmArithmetic unfused = c.Arithmetic with { Fused = false };
            return GoldenGemm.RunScalar(unfused, c.Operands()).SequenceEqual(
                IndependentGemm.Run(unfused, c.Operands()));
        }));

    [Test]
    public void Lanes_cannot_change_an_exact_result() => Check.One(Many, Prop.ForAll(GemmCase.Arbitrary, c =>
    {
        // Integers of slices are added up exactly too.
        GemmArithmetic exact = c.Arithmetic.Accumulator == AccumulatorKind.Sliced
            ? c.Arithmetic
            : c.Arithmetic with { Accumulator = AccumulatorKind.Exact };

        // FP16 weights, bfloat16 activations and minifloats of many exponents have no exact accumulator; lanes are where a
        // word's outlier may be.
        return !exact.Weights.IsFixedPoint || exact.Weights.HasOutlierLane || exact.Activations == NumberFormats.Bf16
            || !GemmCheck.FitsExact(exact.Weights, exact.Activations, exact.HasZeroPoint, exact.Group) || GoldenGemm.Run(exact with { Lanes = 1 }, c.Operands()).SequenceEqual(
            GoldenGemm.Run(exact with { Lanes = 8 }, c.Operands()));
    }));

    [Test]
    public void The_cases_cover_every_accumulator_finite_and_not()
    {
        var outputs = GemmCase.Arbitrary.Generator.Sample(1200)
            .Select(c => (c.Arithmetic, Y: GoldenGemm.Run(c.Arithmetic, c.Operands()))).ToArray();
        foreach (AccumulatorKind kind in Enum.GetValues<AccumulatorKind>())
        {
            var ours = outputs.Where(o => o.Arithmetic.Accumulator == kind).ToArray();
            int results = ours.Sum(o => o.Y.Length);
            int finite = ours.Sum(o => o.Y.Count(y => FloatBits.IsFinite(o.Arithmetic.Output, y)));
            Assert.That(ours, Has.Length.GreaterThan(20), kind.ToString());
            Assert.That(finite, Is.InRange(results / 20, results - 1), kind.ToString());
        }
    }

    [Test]
    public void A_W4A8_row_is_as_worked_by_hand()
    {
        // Group 0: 1·10 + 2·(−20) = −30, sum −10, t = −30 − 8·(−10) = 50, times 0.5 is 25.
        // Group 1 (short of nothing): 3·30 + 15·(−128) = −1830, sum −98, t = −1830 + 98 = −1732, times 2 is −3464.
        // Group 2, one element: 7·1 = 7, sum 1, t = 7 − 15 = −8, times 1 is −8. Together −3447; by 0.25: −861.75.
        var o = new GemmOperands(
            1, 1, 5, [1, 2, 3, 15, 7], [10, 0xec, 30, 0x80, 1], [0x3800, 0x4000, 0x3c00], [8, 1, 15], [0x3400]);
        uint expected = BitConverter.SingleToUInt32Bits(-861.75f);
        Assert.That(GoldenGemm.Run(W4A8, o), Is.EqualTo(One(expected)));
        Assert.That(GoldenGemm.RunScalar(W4A8, o), Is.EqualTo(One(expected)));
    }

    [Test]
    public void A_QServe_row_is_as_worked_by_hand()
    {
        // Group 0: (5 − 8)·10 + (12 − 8)·(−20) = −110; QServe's INT8 weights are −48 and 64: −1760 = 16·(−110).
        // Group 1, one element: (15 − 7)·127 = 1016, of INT8 weight 24: 3048. Together 1288, by 1/16: 80.5, by 0.5: 40.25.
        var o = new GemmOperands(1, 1, 3, [5, 12, 15], [10, 0xec, 127], [16, 3], [8, 7], [0x3800]) { ChannelScales = [0x2c00] };
        Assert.That(GoldenGemm.Run(QServe, o), Is.EqualTo(One(0x5108u)));
        Assert.That(GoldenGemm.RunScalar(QServe, o), Is.EqualTo(One(0x5108u)));
    }

    [Test]
    public void A_super_group_is_as_worked_by_hand()
    {
        // Super group 0, two groups of 2: dots 3·10 + 15·(−20) = −270 and 7·127 = 889; sums −10 and 127. A = 255·(−270) + 2·889 = −67072,
        // B = 63·(−10) + 1·127 = −503; 0.5·A − 2·B = −33536 + 1006 = −32530, by 1/4: −8132.5.
        // Super group 1, one element: A = 3·(9·(−128)) = −3456, B = 4·(−128) = −512; −1·A − 0.25·B = 3456 + 128 = 3584, by 2: 7168.
        var o = new GemmOperands(
            1, 1, 5, [3, 15, 7, 0, 9], [10, 0xec, 127, 0, 0x80], [255, 2, 3], null, null)
        {
            SuperGroups = new SuperGroups([0x3800, 0xbc00], [0x4000, 0x3400], [63, 1, 4]),
            ActivationGroupScales = [0x3400, 0x4000],
        };
        uint expected = BitConverter.SingleToUInt32Bits(-8132.5f + 7168f);
        Assert.That(GoldenGemm.Run(Q4K, o), Is.EqualTo(One(expected)));
        Assert.That(GoldenGemm.RunScalar(Q4K, o), Is.EqualTo(One(expected)));
    }

    [TestCase(0x3c00, 0x3c00, 0x3c00, 0x00000000u, TestName = "A_super_group_that_cancels_is_zero")]
    [TestCase(0xbc00, 0x3c00, 0x3c00, 0xc0000000u, TestName = "A_super_group_of_a_negative_scale")]
    [TestCase(0x7c00, 0x3c00, 0x3c00, 0x7f800000u, TestName = "A_super_group_of_an_infinite_scale")]
    [TestCase(0x7c00, 0x7c00, 0x3c00, 0x7fc00000u, TestName = "A_super_group_of_two_infinities")]
    [TestCase(0x7c00, 0xfc00, 0x3c00, 0x7f800000u, TestName = "A_super_group_of_two_infinities_that_add_up")]
    [TestCase(0x3c00, 0x7c00, 0xbc00, 0x7f800000u, TestName = "A_super_group_of_an_infinite_unit_and_a_negative_scale_of_X")]
    [TestCase(0x3c00, 0x7e01, 0x3c00, 0x7fc00000u, TestName = "A_super_group_of_a_NaN_unit")]
    public void Super_groups_follow_IEEE_754(int scale, int unit, int activations, uint expected)
    {
        // A = B = 1.
        var o = new GemmOperands(1, 1, 1, [1], [1], [1], null, null)
        {
            SuperGroups = new SuperGroups([(ushort)scale], [(ushort)unit], [1]),
            ActivationGroupScales = [(ushort)activations],
        };
        Assert.That(GoldenGemm.Run(Q4K, o), Is.EqualTo(One(expected)));
        Assert.That(IndependentGemm.Run(Q4K, o), Is.EqualTo(One(expected)));
    }

    [Test]
    public void A_super_group_rounds_its_difference_once()
    {
        // A = 255·(255·127·n) + 1 and B = 255·(127·n) + 1, by d = 1024 and dmin = 1025 in units of 2^-20: neither product is a binary32
        // number, and their rounded values have another difference.
        const int n = 302;
        ushort[] w = [.. Enumerable.Repeat((ushort)255, n), 1];
        ushort[] x = [.. Enumerable.Repeat((ushort)127, n), 1];
        var o = new GemmOperands(1, 1, n + 1, w, x, [255, 1], null, null)
        {
            SuperGroups = new SuperGroups([0x1400], [0x1401], [255, 1]),
            ActivationGroupScales = [0x3c00],
        };
        GemmArithmetic a = Q4K with { Weights = NumberFormats.Get("uint8"), Group = n, SuperGroup = 2 * n };
        double scaled = 1024.0 * ((255.0 * 255 * 127 * n) + 1) / (1 << 20);
        double minima = 1025.0 * ((255.0 * 127 * n) + 1) / (1 << 20);
        Assert.That(GoldenGemm.Run(a, o), Is.EqualTo(One(BitConverter.SingleToUInt32Bits((float)(scaled - minima)))));
        Assert.That((float)((float)scaled - (float)minima), Is.Not.EqualTo((float)(scaled - minima)), "the case would show nothing");
    }

    [Test]
    public void A_sum_of_integer_scales_loses_nothing_before_the_end_of_K()
    {
        // Five times 255·127·127 are 20,564,475, of which binary32 has no odd neighbour: one more, then all of it taken off again.
        int[] w = [127, 127, 127, 127, 127, 1, 127, 127, 127, 127, 127];
        ushort[] x = [127, 127, 127, 127, 127, 1, 0x81, 0x81, 0x81, 0x81, 0x81];
        ushort[] scales = [255, 255, 255, 255, 255, 1, 255, 255, 255, 255, 255];
        GemmArithmetic a = QServe with
        {
            Weights = NumberFormats.Get("int8"),
            Group = 1,
            HasZeroPoint = false,
            HasActivationScale = false,
            Output = NumberFormats.Fp32,
        };
        var o = new GemmOperands(1, 1, 11, Array.ConvertAll(w, value => (ushort)value), x, scales, null, null) { ChannelScales = [0x3c00] };
        Assert.That(GoldenGemm.Run(a, o), Is.EqualTo(One(0x3f800000u)));
    }

    [Test]
    public void Bf16_and_fp16_outputs_round_the_binary32_result()
    {
        // 257 = 1.00000001b·2^8 ties between 256 and 258 in bf16's 8 significant bits: the even one is 256 (0x4380).
        var o = new GemmOperands(1, 1, 1, [1], [0x5c04], [0x3c00], null, null);
        Assert.That(GoldenGemm.Run(W4A16 with { Output = NumberFormats.Bf16 }, o), Is.EqualTo(One(0x4380u)));
        // 7·65504 is beyond binary16.
        var large = new GemmOperands(1, 1, 1, [7], [0x7bff], [0x3c00], null, null);
        Assert.That(GoldenGemm.Run(W4A16 with { Output = NumberFormats.Fp16 }, large), Is.EqualTo(One(0x7c00u)));
    }

    // Of a row of one product, 1·x: addends round once to binary32, then to the output's format; zeros, infinities and NaN are
    // IEEE 754's.
    [TestCase(0x3c00, 0x33800000u, 0x3f800000u, "fp32", Description = "1 + 2^-24 ties to even")]
    [TestCase(0x3c00, 0x33800001u, 0x3f800001u, "fp32", Description = "a bit above the tie")]
    [TestCase(0x3c00, 0xbf800000u, 0u, "fp32", Description = "1 - 1 is +0")]
    [TestCase(0x0000, 0x80000000u, 0u, "fp32", Description = "+0 - 0 is +0")]
    [TestCase(0x3c00, 0x00000001u, 0x3f800000u, "fp32", Description = "a subnormal number")]
    [TestCase(0x0000, 0x00000001u, 0x00000001u, "fp32", Description = "a subnormal sum")]
    [TestCase(0x7c00, 0xff800000u, 0x7fc00000u, "fp32", Description = "infinities of both signs")]
    [TestCase(0x3c00, 0x7f800000u, 0x7f800000u, "fp32", Description = "an infinity stays")]
    [TestCase(0x3c00, 0xffc12345u, 0x7fc00000u, "fp32", Description = "NaN is the canonical one")]
    [TestCase(0x3c00, 0x3a000000u, 0x3c00u, "fp16", Description = "1 + 2^-11 ties in binary16")]
    [TestCase(0x3c00, 0x3a000001u, 0x3c00u, "fp16", Description = "rounded twice: the bit beyond binary32 is lost first")]
    [TestCase(0x3c00, 0x3a000800u, 0x3c01u, "fp16", Description = "above the tie in binary32 too")]
    [TestCase(0x7bff, 0x477fe000u, 0x7c00u, "fp16", Description = "beyond binary16")]
    public void An_addend_is_added_as_worked_by_hand(int x, uint addend, uint expected, string output)
    {
        GemmArithmetic a = W4A16 with { HasAddend = true, Output = NumberFormats.Get(output) };
        var o = new GemmOperands(1, 1, 1, [1], [(ushort)x], [0x3c00], null, null) { Addends = [addend] };
        Assert.That(GoldenGemm.Run(a, o), Is.EqualTo(One(expected)));
        Assert.That(GoldenGemm.RunScalar(a, o), Is.EqualTo(One(expected)));
    }

    // Of a row of one product, w·x: one rounding, then the output's; zeros, infinities and NaN are IEEE 754's.
    [TestCase(1, 0x3c00, 0x3fc00000u, 0x3fc00000u, "fp32", Description = "1 by 1.5")]
    [TestCase(1, 0x3c01, 0x3f800001u, 0x3f802001u, "fp32", Description = "what is below the last place is lost")]
    [TestCase(1, 0x3e00, 0x3f800001u, 0x3fc00002u, "fp32", Description = "1.5 by 1 + 2^-23 ties to even")]
    [TestCase(1, 0x3800, 0x00000001u, 0x00000000u, "fp32", Description = "a half of the smallest number ties to zero")]
    [TestCase(1, 0x3e00, 0x00000001u, 0x00000002u, "fp32", Description = "one and a half of it ties to two")]
    [TestCase(1, 0x4000, 0x00400000u, 0x00800000u, "fp32", Description = "a subnormal scale, a normal product")]
    [TestCase(1, 0x4000, 0x7f7fffffu, 0x7f800000u, "fp32", Description = "beyond the largest number")]
    [TestCase(1, 0x7c00, 0x00000000u, 0x7fc00000u, "fp32", Description = "an infinity by zero")]
    [TestCase(1, 0x0000, 0x7f800000u, 0x7fc00000u, "fp32", Description = "zero by an infinity")]
    [TestCase(0xf, 0x3c00, 0x7f800000u, 0xff800000u, "fp32", Description = "a negative number by an infinity")]
    [TestCase(1, 0x3c00, 0x80000000u, 0x80000000u, "fp32", Description = "zeros have the sign of both")]
    [TestCase(1, 0x3c00, 0xffc12345u, 0x7fc00000u, "fp32", Description = "NaN is the canonical one")]
    [TestCase(7, 0x7bff, 0x3e000000u, 0x7affu, "fp16", Description = "7·65504 is beyond binary16, an eighth of it is not")]
    [TestCase(1, 0x3c00, 0x3f801001u, 0x3c01u, "fp16", Description = "a bit above the tie of binary16")]
    public void A_scale_of_tensors_multiplies_as_worked_by_hand(int w, int x, uint scale, uint expected, string output)
    {
        GemmArithmetic a = W4A16 with { HasTensorScale = true, Output = NumberFormats.Get(output) };
        var o = new GemmOperands(1, 1, 1, [(ushort)w], [(ushort)x], [0x3c00], null, null) { TensorScale = scale };
        Assert.That(GoldenGemm.Run(a, o), Is.EqualTo(One(expected)));
        Assert.That(GoldenGemm.RunScalar(a, o), Is.EqualTo(One(expected)));
    }

    // 1.5·(1 + 2^-23) is 1.5 + 2^-22 rounded, which is what the addend then meets.
    [Test]
    public void A_scale_of_tensors_comes_before_an_addend()
    {
        GemmArithmetic a = W4A16 with { HasTensorScale = true, HasAddend = true };
        var o = new GemmOperands(1, 1, 1, [1], [0x3e00], [0x3c00], null, null) { TensorScale = 0x3f800001, Addends = [0xbfc00000] };
        Assert.That(GoldenGemm.Run(a, o), Is.EqualTo(One(0x34800000u)));
    }

    [Test]
    public void A_scale_of_tensors_is_there_or_it_is_not()
    {
        var o = new GemmOperands(1, 1, 1, [1], [0], [0], null, null);
        Assert.That(
            () => GoldenGemm.Run(W4A16 with { HasTensorScale = true }, o), Throws.ArgumentException.With.Message.Contains("scales of tensors are missing"));
        Assert.That(
            () => GoldenGemm.Run(W4A16, o with { TensorScale = 1 }), Throws.ArgumentException.With.Message.Contains("scales of tensors are given"));
    }

    [TestCase(null, "addends are missing")]
    [TestCase(new uint[] { 1 }, "addends hold 1 elements: M·N is 2")]
    public void Addends_that_do_not_fit_are_refused(uint[]? addends, string rule)
    {
        var o = new GemmOperands(1, 2, 1, [1, 1], [0], [0, 0], null, null) { Addends = addends };
        Assert.That(
            () => GoldenGemm.Run(W4A16 with { HasAddend = true }, o), Throws.ArgumentException.With.Message.Contains(rule));
    }

    // Weights are int4 codes: 0xf is −1. Infinity by −1 is −infinity; by 0 it is NaN; both infinities make NaN.
    [TestCase(new ushort[] { 0xf, 1 }, new ushort[] { 0x7c00, 0x3c00 }, 0xff800000)]
    [TestCase(new ushort[] { 0, 1 }, new ushort[] { 0x7c00, 0x3c00 }, 0x7fc00000)]
    [TestCase(new ushort[] { 0xf, 1 }, new ushort[] { 0x7c00, 0x7c00 }, 0x7fc00000)]
    [TestCase(new ushort[] { 0xf, 1 }, new ushort[] { 0x7c00, 0xfc00 }, 0xff800000)]
    [TestCase(new ushort[] { 0, 1 }, new ushort[] { 0xfc01, 0x3c00 }, 0x7fc00000)]
    [TestCase(new ushort[] { 1, 0xf }, new ushort[] { 0x3c00, 0x3c00 }, 0x00000000)]
    public void Specials_of_the_exact_accumulator_are_sticky(ushort[] w, ushort[] x, long expected)
    {
        var o = new GemmOperands(1, 1, 2, w, x, [0x3c00], null, null);
        Assert.That(GoldenGemm.Run(W4A16, o), Is.EqualTo(One((uint)expected)));
        Assert.That(GoldenGemm.RunScalar(W4A16, o), Is.EqualTo(One((uint)expected)));
    }

    [TestCase(AccumulatorKind.Exact)]
    [TestCase(AccumulatorKind.Fp32)]
    [TestCase(AccumulatorKind.Fp16)]
    public void With_zero_points_one_infinity_makes_the_output_NaN(AccumulatorKind accumulator)
    {
        var o = new GemmOperands(1, 1, 2, [1, 1], [0x7c00, 0x3c00], [0x3c00], [0], null);
        Assert.That(
            GoldenGemm.Run(W4A16 with { HasZeroPoint = true, Accumulator = accumulator }, o),
            Is.EqualTo(One(0x7fc00000u)));
    }

    [TestCase(1, 32768f)]
    [TestCase(2, 32768.00390625f)]
    [TestCase(4, 32768.00390625f)]
    public void Binary32_adds_in_the_order_of_the_lanes(int lanes, float expected)
    {
        // At 2^15 the lowest bit of binary32 weighs 2^-8. 2^-9 alone ties to even and is lost; two of them first make
        // 2^-8, which stays. Lanes 1: 32768, 0, 2^-9, 2^-9 one after the other. Lanes 2 and 4: the pair adds first.
        var o = new GemmOperands(1, 1, 4, [1, 1, 1, 1], [0x7800, 0, 0x1800, 0x1800], [0x3c00], null, null);
        GemmArithmetic a = W4A16 with { Accumulator = AccumulatorKind.Fp32, Lanes = lanes };
        Assert.That(GoldenGemm.Run(a, o), Is.EqualTo(One(BitConverter.SingleToUInt32Bits(expected))));
    }

    private static IEnumerable<TestCaseData> BadArithmetic()
    {
        GemmArithmetic fp16 = W4A16;
        yield return new TestCaseData(fp16 with { Fused = true, Accumulator = AccumulatorKind.Fp32 }, "one rounding");
        yield return new TestCaseData(W4A8 with { Accumulator = AccumulatorKind.Fp16 }, "and fp16 needs fp16 ones");
        yield return new TestCaseData(fp16 with { Scale = NumberFormats.Get("uint8") }, "integer scales need integers");
        yield return new TestCaseData(
            QServe with { Weights = NumberFormats.Get("ternary"), HasZeroPoint = false }, "integer scales need integers");
        yield return new TestCaseData(QServe with { Fused = true }, "fused with uint8 scales");
        yield return new TestCaseData(Q4K with { SuperGroup = 3 }, "it must be a multiple of the group, 2");
        yield return new TestCaseData(Q4K with { Weights = NumberFormats.Get("int4") }, "unsigned integer weights");
        yield return new TestCaseData(Q4K with { HasZeroPoint = true }, "no zero points");
        yield return new TestCaseData(Q4K with { ActivationGroupScale = null }, "fp16 scales of groups of activations");
        yield return new TestCaseData(Q4K with { Scale = NumberFormats.Fp16 }, "integer scales");
        yield return new TestCaseData(W4A8 with { Scale = NumberFormats.Get("int8") }, "scales are int8");
        yield return new TestCaseData(fp16 with { Group = 0 }, "group is 0");
        yield return new TestCaseData(fp16 with { Lanes = 0 }, "lanes is 0");
        yield return new TestCaseData(fp16 with { Output = NumberFormats.Get("int8") }, "output is int8");
        yield return new TestCaseData(fp16 with { Weights = NumberFormats.Fp16 }, "weights are fp16");
        yield return new TestCaseData(fp16 with { Activations = NumberFormats.Bf16 }, "activations are bf16");
        yield return new TestCaseData(fp16 with { Weights = NumberFormats.Get("fp8_e4m3") }, "weights are fp8_e4m3");
        yield return new TestCaseData(fp16 with { Weights = NumberFormats.OfWeights("flint4"), HasZeroPoint = true }, "no zero points");
        yield return new TestCaseData(
            fp16 with { Weights = NumberFormats.OfWeights("fp8_e5m2") }, "can exceed the exact 64-bit sum");
        yield return new TestCaseData(
            fp16 with { Weights = NumberFormats.OfWeights("fp8_e6m1"), Activations = NumberFormats.Bf16, Accumulator = AccumulatorKind.Fp32 },
            "products reach below 2^-149");
    }

    [TestCaseSource(nameof(BadArithmetic))]
    public void Arithmetic_outside_the_contract_is_refused_with_the_rule(GemmArithmetic a, string rule)
    {
        var o = new GemmOperands(1, 1, 1, [1], [1], [1], null, null);
        Assert.That(() => GoldenGemm.Run(a, o), Throws.ArgumentException.With.Message.Contains(rule));
    }

    [TestCase("fp8_e4m3", 0xff)]
    [TestCase("fp8_e5m2", 0x7c)]
    public void A_weight_that_is_no_number_is_refused_with_its_position(string weights, int code)
    {
        GemmArithmetic a = W4A16 with
        {
            Weights = NumberFormats.OfWeights(weights),
            Activations = NumberFormats.Fp8E4M3,
            Accumulator = AccumulatorKind.Fp32,
        };
        var o = new GemmOperands(1, 2, 3, [1, 2, 3, 4, 5, (ushort)code], [1, 2, 3], [1, 1], null, null);
        Assert.That(
            () => GoldenGemm.Run(a, o),
            Throws.TypeOf<InvalidCodeException>().With.Message.Contains($"weights[1, 2] is {code}: a code of {weights} weights is a finite"));
    }

    private static IEnumerable<TestCaseData> BadOperands()
    {
        var good = new GemmOperands(1, 2, 3, [1, 2, 3, 4, 5, 6], [1, 2, 3], [1, 1, 1, 1], [0, 0, 0, 0], [1]);
        yield return new TestCaseData(good with { K = 0 }, "K=0");
        yield return new TestCaseData(good with { ChannelScales = [1, 1] }, "channel scales are given");
        yield return new TestCaseData(good with { Addends = [1, 1] }, "addends are given");
        yield return new TestCaseData(good with { Weights = [1] }, "weights hold 1 elements: N·K is 6");
        yield return new TestCaseData(good with { Activations = [] }, "activations hold 0 elements: M·K is 3");
        yield return new TestCaseData(good with { Scales = [1] }, "scales hold 1 elements: N·groups is 4");
        yield return new TestCaseData(good with { ZeroPoints = null }, "zero points are missing");
        yield return new TestCaseData(good with { ActivationScales = null }, "activation scales are missing");
        yield return new TestCaseData(good with { ZeroPoints = [0, 0, 0, 16] }, "zero points[1, 1] is 16");
        yield return new TestCaseData(good with { Weights = [1, 2, 3, 4, 16, 6] }, "weights[1, 1] is 16");
        yield return new TestCaseData(good with { Activations = [1, 2, 256] }, "activations[0, 2] is 256");
    }

    [TestCaseSource(nameof(BadOperands))]
    public void Operands_that_do_not_fit_are_refused_with_the_position(GemmOperands o, string rule) =>
        Assert.That(() => GoldenGemm.Run(W4A8, o), Throws.InstanceOf<ArgumentException>().With.Message.Contains(rule));

    private static IEnumerable<TestCaseData> BadSuperGroups()
    {
        SuperGroups good = new([1, 1], [1, 1], [1, 1, 1, 1]);
        yield return new TestCaseData(null, "super groups are missing");
        yield return new TestCaseData(good with { Scales = [1] }, "scales of super groups hold 1 elements: N·super groups is 2");
        yield return new TestCaseData(good with { Units = [1] }, "units of minima hold 1 elements: N·super groups is 2");
        yield return new TestCaseData(good with { Minima = [1] }, "minima hold 1 elements: N·groups is 4");
        yield return new TestCaseData(good with { Minima = [1, 1, 1, 256] }, "minima[1, 1] is 256");
    }

    [TestCaseSource(nameof(BadSuperGroups))]
    public void Super_groups_that_do_not_fit_are_refused(SuperGroups? super, string rule)
    {
        var o = new GemmOperands(1, 2, 3, [1, 2, 3, 4, 5, 6], [1, 2, 3], [1, 1, 1, 1], null, null)
        {
            SuperGroups = super,
            ActivationGroupScales = [1],
        };
        Assert.That(() => GoldenGemm.Run(Q4K, o), Throws.InstanceOf<ArgumentException>().With.Message.Contains(rule));
    }

    [TestCase(null, "channel scales are missing")]
    [TestCase(new ushort[] { 1 }, "channel scales hold 1 elements: N is 2")]
    public void Channel_scales_that_do_not_fit_are_refused(ushort[]? channels, string rule)
    {
        var o = new GemmOperands(1, 2, 3, [1, 2, 3, 4, 5, 6], [1, 2, 3], [1, 1, 1, 1], [0, 0, 0, 0], [1]) { ChannelScales = channels };
        Assert.That(() => GoldenGemm.Run(QServe, o), Throws.ArgumentException.With.Message.Contains(rule));
    }

    private static uint[] One(uint bits) => [bits];
}
