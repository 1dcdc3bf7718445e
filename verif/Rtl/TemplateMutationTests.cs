using MixPe.Model.Golden;
using MixPe.Verif.Verify;
using NUnit.Framework;

namespace MixPe.Verif.Rtl;

/// <summary>Breaks one thing in a template at a time: the tests of the RTL must see it.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TemplateMutationTests
{
    private const string W4A8 = "weights=uint4 activations=int8 group=4 rows=3";
    private const string W4A16 = "weights=int4 activations=fp16";

    private const string Fma = "weights=fp16 activations=fp16 accumulator=fp32";
    private const string Minifloat = "weights=fp6_e3m2 activations=int8 group=4";
    private const string W8A8 = "weights=int8 activations=int8 group=4 architecture=booth";

    private static IEnumerable<TestCaseData> Arrays()
    {
        yield return Case("a product's shift", "mac_fixed", "<< {{shift}})", "<< (shift{{lane}} ^ 5'd1))", W4A16);
        yield return Case("a NaN's flag", "mac_fixed", "assign flags = |nan;", "assign flags = nan[0];",
            "weights=int4 activations=fp8_e4m3");
        yield return Case("infinity's sign", "mac_fixed", "|(inf & ~neg), |(inf & neg)",
            "|(inf & neg), |(inf & ~neg)", W4A16);
        yield return Case("sticky flags", "mac_fixed", "{state_i[{{state_msb}}:{{acc_width}}] | {{flags_late}}",
            "{ {{flags_late}}", W4A16);
        yield return Case("a weight's gate", "mac_int", "{ {{width}}{w_i[{{w_bit}}]}}", "{ {{width}}{1'b1}}", W4A8);
        yield return Case("a sign", "float_product", "x_neg ^ w_i[{{w_msb}}]", "x_neg", W4A16);
        yield return Case("a carry", "csa", "(a_i & b_i) | (c_i & (a_i ^ b_i))", "(a_i & b_i) | (c_i & a_i)", W4A8);
        yield return Case("the hidden bit", "float_decode", "{is_normal, x_i[", "{1'b1, x_i[", W4A16);
        yield return Case("round to even", "fp_round", "guard & (sticky | frac[0])", "guard & sticky", W4A16);
        yield return Case("a rounding bit", "fp_round", "|norm[MagWidth-3-FracWidth:0]",
            "norm[MagWidth-3-FracWidth]", W4A16);
        yield return Case("the sticky bit of an add", "fp_add", "(small_sig >> distance) | SumWidth'(lost != '0)",
            "small_sig >> distance", W4A8);
        yield return Case("an exponent", "fp32_scale", "9'(s_shift) - 9'd{{offset}}", "9'(s_shift) - 9'd{{offset}} + 9'd1", W4A8);
        yield return Case("two's complement", "fixed_to_fp32", "+ {{t_width}}'(neg)", "+ {{t_width}}'(1'b0)", W4A8);
        yield return Case("the zero point's bits", "zero_correct", "{ {{../sum_width}}{zero_i[{{bit}}]}}",
            "{ {{../sum_width}}{zero_i[0]}}", W4A8);
        yield return Case("the first beat", "pe", "acc_q & { {{state_width}}{~{{first}} }}", "acc_q", W4A8);
        yield return Case("the first beat's sum", "act_sum", "acc_q & { {{sum_state_width}}{~first_i}}", "acc_q", W4A8);
        yield return Case("the drain", "array", "Band'({drain_q[u*Band+:Band], 1'b0})", "Band'(0)", W4A8);
        yield return Case(
            "an index", "array", "assign shift = drain_q[(c+1)*Rows+r];", "assign shift = drain_q[c*Rows+r];", W4A8);
        yield return Case("the ready rule", "array", "wait_q <= WaitWidth'(Band - 1);",
            "wait_q <= WaitWidth'(0);", W4A8);
        yield return Case("a beat not taken", "array", "{ {{x_width}}{take}}", "{ {{x_width}}{valid_i}}", W4A8);
        yield return Case("a reset value", "array", "start_q <= 1'b1;", "start_q <= 1'b0;", W4A8);
        yield return Case("the accumulators' turns", "group_dequant", "(index_q == IndexWidth'(Rows - 1)) ? '0 :",
            "(index_q == IndexWidth'(Rows - 2)) ? '0 :", W4A8);
        yield return Case("the first group", "group_dequant", "{{first_before}} ? '0 : acc_q[index_d]", "acc_q[index_d]", W4A8);
        yield return Case("a bias", "fp32_narrow", "9'sd112", "9'sd111", W4A8 + " out=fp16");
        yield return Case("the fused sign", "fused_accumulate", "{ {{wide_width}}{neg_i}}) + {{wide_width}}'(neg_i)",
            "{ {{wide_width}}{neg_i}})", W4A8 + " fused=true");
        yield return Case("a digit of two", "booth_digits", "({{high}} ^ {{middle}}) & ~one{{number}}", "{{high}} & ~one{{number}}", W8A8);
        yield return Case("a negative digit", "booth_digits", "assign neg{{number}} = {{high}};", "assign neg{{number}} = 1'b0;", W8A8);
        yield return Case("the one of a negative row", "booth_digits", "neg{{number}} & ~row{{number}}[0]", "neg{{number}}", W8A8);
        yield return Case("a digit's lowest bit", "booth_digits", "{{#unless is_first}} ^ {{low}}{{/unless}}", "", W8A8);
        yield return Case("a doubled row's sign", "booth_digits", "{x{{lane}}[{{x_msb}}], x{{lane}}[{{x_msb}}:1]}",
            "{1'b0, x{{lane}}[{{x_msb}}:1]}", W8A8);
        yield return Case("an unsigned top bit", "booth_digits", "{({{low}})}", "{1'b0}",
            "weights=uint8 activations=int8 group=4 architecture=booth");
        yield return Case("a brick's sign", "brick", "(x_signed_i ^ w_signed_i) ?", "x_signed_i ?",
            "weights=int4 activations=int8 group=4 architecture=bricks");
        yield return Case("a top digit", "mac_bricks", ".x_signed_i({{x_signed}})", ".x_signed_i(1'b0)",
            W4A8 + " architecture=bricks");
        yield return Case("a sum of a table", "lut_table", "{{a}} + {{b}}", "{{a}} | {{b}}", W4A8 + " architecture=lut lanes=4");
        yield return Case("an index of a table", "mac_lut", "{ {{bits}} }", "~{ {{bits}} }", W4A8 + " architecture=lut lanes=4");
        yield return Case("a pair's sum", "mac_pairs", "low{{pair}} + high{{pair}}", "low{{pair}} | high{{pair}}",
            W4A8 + " architecture=pair-sums");
        yield return Case("a pair's other activation", "mac_pairs", "~w_i[{{low_bit}}] & w_i[{{high_bit}}]", "w_i[{{high_bit}}]",
            W4A8 + " architecture=pair-sums");
        yield return Case("a sign in a pair", "mac_pairs", "{{#if ../x_signed}}x_i[{{x_high_msb}}]{{else}}1'b0{{/if}}", "1'b0",
            W4A8 + " architecture=pair-sums");
        yield return Case("the carries of a product's digits", "booth_digits", "{ {{plus_word}} }", "'0",
            W8A8 + " target=fpga");
        yield return Case("a ternary weight's sign", "mac_ternary", "& ~w_i[{{w_high}}]", "& w_i[{{w_high}}]",
            "weights=ternary activations=int8 group=4");
        yield return Case("a subnormal minifloat", "minifloat_parts", "{is_normal, w_i[", "{1'b1, w_i[", Minifloat);
        yield return Case("a minifloat's exponent", "minifloat_parts", "w_exp - {{w_exp_width}}'(is_normal)", "w_exp", Minifloat);
        yield return Case("a minifloat's sign", "minifloat_product", "^ { {{term_width}}{neg_o}}", "", Minifloat);
        yield return Case("an unsigned factor", "mac_behavioural", "{1'b0, w_i[", "{w_i[{{w_high}}], w_i[",
            W4A8 + " architecture=behavioural");
        yield return Case("an activation's sign", "mac_behavioural", "logic signed [{{msb}}:0] x{{lane}}",
            "logic [{{msb}}:0] x{{lane}}", W4A8 + " architecture=behavioural");
        yield return Case("infinity by zero", "fp16_parts", "| (x_inf & (w_sig == 11'd0))", "", Fma);
        yield return Case("a subnormal weight", "fp16_mul", "- 8'(count)", "- 8'd0", Fma);
        yield return Case("a product's sign", "fp16_mul", "(x_neg ^ w_neg)", "x_neg", Fma);
        yield return Case("a digit of a significand", "booth_digits", "assign neg{{number}} = {{high}};",
            "assign neg{{number}} = 1'b0;", Fma + " architecture=booth");
        yield return Case("a copy's sign", "mac_fp16", "{{#if is_negative}}~{{/if}}scaled", "scaled",
            W4A16 + " accumulator=fp16");
    }

    [TestCaseSource(nameof(Arrays))]
    public void A_broken_template_is_seen_in_a_GEMM(string template, string text, string broken, string design)
    {
        var bench = new RtlBench(Mutation.Apply(template, text, broken));
        var failure = GemmSuite.FirstFailure(bench, design.Split(' '), 1000, new Random(3));
        Assert.That(failure, Is.Not.Null, $"{template}: '{text}' became '{broken}' and no GEMM shows it");
        TestContext.Out.WriteLine($"{template}: {failure!.Value.Fault}");
    }

    [TestCase("guard & ((lost != 12'd0) | moved[0])", "guard & (lost != 12'd0)")]
    [TestCase("is_overflow & ~is_special", "is_overflow")]
    [TestCase("inexact_o & is_tiny", "inexact_o")]
    public void A_broken_power_of_two_is_seen(string text, string broken) =>
        CheckIsSeen("fp16_mul_pow2", text, broken);

    // What random numbers seldom leave alone is asked for directly.
    private static IEnumerable<TestCaseData> SingleCases()
    {
        // −1 and then +1: the exact zero is +0.
        yield return Single("the sign of zero", "fp_add", "(mag != '0) | smaller[Width-1]", "1'b1",
            ["weights=int4", "activations=int8", "activation_scale=none", "group=2"],
            new GemmOperands(1, 1, 4, [1, 0, 1, 0], [1, 0, 1, 0], [0xbc00, 0x3c00], null, null),
            "y[0, 0] is 0x80000000, the model says 0x0");

        // Infinity times zero and nothing else special in the group.
        yield return Single("infinity by zero", "float_product", "x_nan | (x_inf & is_zero)", "x_nan",
            ["weights=int4", "activations=fp16", "group=2"],
            new GemmOperands(1, 1, 1, [0], [0x7c00], [0x3c00], null, null),
            "y[0, 0] is 0x0, the model says 0x7fc00000");

        // Infinity in the second lane by 1, less −1 times infinity: IEEE says infinity, a zero point makes it NaN.
        yield return Single("the flag of infinities", "sum_fp32", "(|special)", "special[0]",
            ["weights=int4", "activations=fp16", "accumulator=fp32", "zero_point=integer", "group=2"],
            new GemmOperands(1, 1, 2, [1, 1], [0, 0x7c00], [0x3c00], [-1], null),
            "y[0, 0] is 0x7f800000, the model says 0x7fc00000");

        // 2⁻²⁵ + 2⁻⁴⁸ is above the tie between 0 and the smallest subnormal, by a bit that the shift loses.
        yield return Single("the lost bits of a narrow result", "fp32_narrow", "lost != 24'd0", "1'b0",
            ["weights=int4", "activations=fp16", "out=fp16", "group=2"],
            new GemmOperands(1, 1, 2, [1, 1], [0x3800, 0x0001], [0x0001], null, null),
            "y[0, 0] is 0x0, the model says 0x1");
    }

    [TestCaseSource(nameof(SingleCases))]
    public void A_broken_template_is_seen_in_one_case(
        string template, string text, string broken, string[] fields, object operands, string fault)
    {
        var c = new RtlCase(fields, (GemmOperands)operands);
        Assert.That(RtlGemm.Fault(new RtlBench(), c), Is.Null);
        string? seen = RtlGemm.Fault(new RtlBench(Mutation.Apply(template, text, broken)), c);
        Assert.That(seen, Is.EqualTo(fault));
    }

    [Test]
    public void A_broken_wide_power_of_two_is_seen() =>
        CheckIsSeen("fp16_mul_pow2_wide", "+ 7'sd16", "+ 7'sd15");

    [Test]
    public void A_mutation_whose_text_is_gone_is_an_error() => Assert.That(
        () => Mutation.Apply("csa", "no such text", ""), Throws.ArgumentException.With.Message.Contains("0 times"));

    private static void CheckIsSeen(string unit, string text, string broken)
    {
        VerifyBench bench = new(Mutation.Apply(unit, text, broken));
        var (_, fault) = bench.Run(RtlDesigns.Make("int4", "fp16"), VerifyBench.Check($"{unit}/all"));
        Assert.That(fault, Is.Not.Null);
        TestContext.Out.WriteLine(fault);
    }

    private static TestCaseData Single(
        string name,
        string template,
        string text,
        string broken,
        string[] fields,
        GemmOperands operands,
        string fault) =>
        new TestCaseData(template, text, broken, fields, operands, fault)
            .SetName($"Seen_when_broken({template}: {name})");

    private static TestCaseData Case(string name, string template, string text, string broken, string design) =>
        new TestCaseData(template, text, broken, design).SetName($"Seen_when_broken({template}: {name})");
}
