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
            "drain_q <= {drain_q[Columns*Rows-1:0], {Rows{drain_start[0]}} | Rows'({drain_q[Rows-1:0], 1'b0})};"),
            "array/tiles")
            .ToDictionary(check => check.Name, check => check.Status);
        Assert.That(statuses, Is.EqualTo(new Dictionary<string, CheckStatus>
        {
            ["array/tiles"] = CheckStatus.Passed,
            ["array/tiles@icarus"] = CheckStatus.Passed,
            ["array/tiles@yosys"] = CheckStatus.Failed,
        }));
    }

    // Only Icarus reads the fault, and only where a result leaves after a reset: its sample has to have one.
    [TestCase("array/tiles", "y_valid_q[0]")]
    [TestCase("array/reset", "y_valid_q[0] & was_reset_q")]
    public void A_sample_holds_results(string check, string when)
    {
        var statuses = Run(Mutation.Apply(
            "array", "`ifndef SYNTHESIS\n\n  // No dot product is lost", $"""
            `ifdef __ICARUS__
              logic [Columns-1:0] y_valid_q;
              logic was_reset_q = 1'b0;
              logic seen_q = 1'b0;
              always @(posedge clk_i) begin
                y_valid_q <= y_valid_o;
                if (|y_valid_o) seen_q <= 1'b1;
                if (!rst_ni & seen_q) was_reset_q <= 1'b1;
                if ({when}) $display("ERROR: a result");
              end
            `endif
            `ifdef NEVER

              // No dot product is lost
            """.TrimEnd('\n')), check)
            .ToDictionary(result => result.Name, result => result.Status);
        Assert.That(statuses, Is.EqualTo(new Dictionary<string, CheckStatus>
        {
            [check] = CheckStatus.Passed,
            [$"{check}@icarus"] = CheckStatus.Failed,
            [$"{check}@yosys"] = CheckStatus.Passed,
        }));
    }

    // The unit's outputs are right: only its own assertion sees a second first beat.
    [Test]
    public void A_failed_assertion_is_reported_with_its_line()
    {
        var checks = Run(
            Mutation.Apply("pe", "open_q <= (open_q | first_q) & ~last_q;", "open_q <= open_q | first_q;"),
            "pe/groups");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(checks[0].Failure?.Mismatch.Message, Does.Contain("failed assertion"));
            foreach (CheckResult check in checks)
            {
                Assert.That(check.Status, Is.EqualTo(CheckStatus.Failed), check.Name);
                Assert.That(check.Failure?.Mismatch.Message, Does.Contain("_pe.sv:"), check.Name);
            }
        }
    }

    // A drain without an end overwrites the dot products of the next group on their way down.
    [Test]
    public void A_lost_dot_product_fires_the_arrays_assertion()
    {
        VerifyBench bench = new(Mutation.Apply(
            "array", "Band'({drain_q[u*Band+:Band], 1'b0});", "Band'({drain_q[u*Band+:Band], drain_q[u*Band]});"));
        Mismatch? seen = bench.FirstMismatch(Design, VerifyBench.Check("array/tiles"));
        TestContext.Out.WriteLine(seen);
        Assert.That(seen?.Message, Does.Contain("failed assertion").And.Contain("_array.sv:"));
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
