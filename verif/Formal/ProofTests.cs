using MixPe.Flow.Formal;
using MixPe.Generator.Templates;
using MixPe.Verif.Cli;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Formal;

/// <summary>The proofs of two named designs that take seconds, and each kind of proof refuting a broken template.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class ProofTests
{
    [TestCase("mixpe-w4a8", "mac.sum,sum.sum,zero_correct,fixed_to_fp32,fp32_scale", 5)]
    [TestCase("mixpe-w4a8", "pe.marks,group_dequant.valid,array.ready", 3)]
    [TestCase("mixpe-w4a8-fpga", "mac.sum,sum.sum,zero_correct", 3)]
    [TestCase("w4a8-sym", "mac.sum", 1)]
    [TestCase("mixpe-w4a16", "fp16_mul_pow2,fp16_product,mac.sum,sum.sum,sum.flags,zero_correct", 6)]
    [TestCase("w4a16-sym", "mac.flags,fp16_product.significands", 2)]
    public void The_design_is_proved(string design, string only, int count)
    {
        var reports = ProofBench.Run(design, only);
        Assert.That(reports, Has.Count.EqualTo(count));
        foreach (ProofReport report in reports.Values)
        {
            Assert.That(report.Outcome.Result, Is.EqualTo(ProofResult.Proved), $"{report}");
        }
    }

    [Test]
    public void The_arrays_handshake_is_proved_by_induction()
    {
        TemplateLibrary templates = ProofBench.WithoutCastInConcatenation(new RtlBench().Templates);
        ProofReport report = ProofBench.Run("mixpe-w4a8", "handshake_3x2", templates).Values.Single();
        Assert.That(report.Outcome.Result, Is.EqualTo(ProofResult.Proved), $"{report}");
        Assert.That(report.Outcome.Depth, Is.GreaterThan(1));
    }

    private static IEnumerable<TestCaseData> Broken()
    {
        yield return Case("a carry", "mixpe-w4a8", "csa", "csa",
            "(a_i & b_i) | (c_i & (a_i ^ b_i))", "(a_i & b_i) | (c_i & a_i)");
        yield return Case("a gate", "mixpe-w4a8", "mac.sum", "mac_int", "{w_i[{{w_bit}}]}", "{w_i[0]}");
        yield return Case("an operand", "mixpe-w4a8", "zero_correct.sum", "zero_correct",
            "{zero_i[{{bit}}]}", "{zero_i[0]}");
        yield return Case("a sign", "w4a16-sym", "fp16_product", "fp16_product", "x_neg ^ w_i[{{w_msb}}]", "x_neg");
        yield return Case("a tie", "mixpe-w4a16", "fp16_mul_pow2", "fp16_mul_pow2",
            "guard & ((lost != 12'd0) | moved[0])", "guard & (lost != 12'd0)");
        yield return Case("the first beat", "mixpe-w4a8", "pe", "pe", "acc_q & { {{state_width}}{~first_q}}", "acc_q");
        yield return Case("reset", "mixpe-w4a8", "pe.marks", "pe", "first_q <= 1'b0;", "first_q <= 1'b1;");
        yield return Case("two's complement", "mixpe-w4a8", "fixed_to_fp32", "fixed_to_fp32",
            "+ {{t_width}}'(neg)", "+ {{t_width}}'(1'b0)");
        yield return Case("a latency", "mixpe-w4a8", "group_dequant.valid", "group_dequant",
            "valid_q[{{end_stage_msb}}] & end_q[{{end_stage_msb}}]", "valid_q[0] & end_q[{{end_stage_msb}}]");
        yield return Case("the ready rule", "mixpe-w4a8", "array.handshake_3x2", "array",
            "wait_q <= WaitWidth'(Rows - 1);", "wait_q <= WaitWidth'(0);");
        yield return Case("ready by valid", "mixpe-w4a8", "array.ready", "array",
            "assign ready_o = ~last_i | (wait_q == '0);", "assign ready_o = valid_i & (~last_i | (wait_q == '0));");
    }

    [TestCaseSource(nameof(Broken))]
    public void A_broken_template_is_refuted_with_a_trace(
        string design, string proof, string template, string text, string broken)
    {
        using ScratchFolder scratch = new();
        TemplateLibrary templates = ProofBench.WithoutCastInConcatenation(Mutation.Apply(template, text, broken));
        ProofReport report = ProofBench.Run(design, proof, templates, scratch)[proof];
        Assert.Multiple(() =>
        {
            Assert.That(report.Outcome.Result, Is.EqualTo(ProofResult.Refuted), $"{report}");
            Assert.That(report.Outcome.Counterexample, Is.Not.Empty);
            Assert.That(report.Trace, Does.Exist);
        });
    }

    [Test]
    public void Algebra_proves_nothing_without_its_lemma()
    {
        TemplateLibrary broken = Mutation.Apply("csa", "(a_i & b_i) | (c_i & (a_i ^ b_i))", "a_i & b_i");
        var reports = ProofBench.Run("mixpe-w4a8", "csa,mac.sum", broken);
        Assert.That(reports["csa"].Outcome.Result, Is.EqualTo(ProofResult.Refuted));
        Assert.That(reports["mac.sum"].Outcome.Result, Is.EqualTo(ProofResult.Skipped));
    }

    [TestCase("x_i[{{x_high}}:{{x_low}}] & {", "x_i[{{x_high}}:{{x_low}}] >> {", "$shr")]
    public void Algebra_proves_nothing_about_a_cell_that_it_does_not_know(string text, string broken, string cell)
    {
        ProofReport report = ProofBench.Run("mixpe-w4a8", "mac.sum", Mutation.Apply("mac_int", text, broken))["mac.sum"];
        Assert.That(report.Outcome.Result, Is.EqualTo(ProofResult.Skipped));
        Assert.That(report.Outcome.Note, Does.Contain(cell));
    }

    private static TestCaseData Case(
        string name, string design, string proof, string template, string text, string broken) =>
        new TestCaseData(design, proof, template, text, broken).SetName($"Refuted_when_broken({proof}: {name})");
}
