using MixPe.Flow.Verify;
using MixPe.Generator.Designs;
using MixPe.Generator.Templates;
using MixPe.Verif.Cli;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Verify;

/// <summary>A whole run on broken RTL: each reader of the RTL sees what only it can see.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class VerifierTests
{
    private static readonly Design Design = RtlDesigns.Make("uint4", "int8", "rows=3", "columns=2", "group=4");

    // A cast in a concatenation: right in both simulators, a bit too wide in Yosys 0.23.
    [Test]
    public void What_only_Yosys_reads_otherwise_is_seen()
    {
        var statuses = Run(Mutation.Apply(
            "array", "drain_q <= {drain_q[Columns*Rows-1:0], drain_sums};",
            "drain_q <= {drain_q[Columns*Rows-1:0], {Rows{drain_start}} | Rows'({drain_q[Rows-1:0], 1'b0})};"), "array/tiles")
            .ToDictionary(check => check.Name, check => check.Status);
        Assert.That(statuses, Is.EqualTo(new Dictionary<string, CheckStatus>
        {
            ["array/tiles"] = CheckStatus.Passed,
            ["array/tiles@icarus"] = CheckStatus.Passed,
            ["array/tiles@yosys"] = CheckStatus.Failed,
        }));
    }

    // The unit's outputs are right: only its own assertion sees a second first beat.
    [Test]
    public void A_failed_assertion_is_reported_in_its_words()
    {
        var checks = Run(
            Mutation.Apply("pe", "open_q <= (open_q | first_q) & ~last_q;", "open_q <= open_q | first_q;"), "pe/groups");
        using (Assert.EnterMultipleScope())
        {
            foreach (CheckResult check in checks)
            {
                Assert.That(check.Status, Is.EqualTo(CheckStatus.Failed), check.Name);
                Assert.That(check.Failure?.Mismatch.Message, Does.Contain("ssertion").And.Contain("_pe"), check.Name);
            }
        }
    }

    // A last beat let in too early overwrites a dot product that is still on its way down.
    [Test]
    public void A_lost_dot_product_fires_the_arrays_assertion()
    {
        CheckResult check = Run(
            Mutation.Apply("array", "drain_sums = {Rows{drain_start}} | Rows'({drain_q[Rows-1:0], 1'b0})",
                "drain_sums = {Rows{drain_start}} | Rows'({drain_q[Rows-1:0], drain_q[0]})"), "array/tiles")[0];
        Assert.That(check.Status, Is.EqualTo(CheckStatus.Failed));
        Assert.That(check.Failure?.Mismatch.Message, Does.Contain("ssertion").And.Contain("_array"));
    }

    private static IReadOnlyList<CheckResult> Run(TemplateLibrary broken, string check)
    {
        using ScratchFolder scratch = new();
        VerifyReport report = new VerifyBench(broken).Verifier.Run(
            Design,
            new VerifyOptions { Only = [check], Corpus = scratch["corpus"], Output = scratch["out"], Jobs = 1 });
        foreach (CheckResult result in report.Checks)
        {
            TestContext.Out.WriteLine($"{result.Name}: {result.Status} {result.Failure?.Mismatch}");
        }

        return report.Checks;
    }
}
