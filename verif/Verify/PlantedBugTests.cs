using System.Globalization;
using System.Text;
using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Corpus;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Sim.Host;
using MixPe.Verif.Designs;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Verify;

/// <summary>Five bugs planted by hand deep in the RTL: which check of the quick level catches each, after how many
/// cases, and the smallest case. docs/verification.md has the table.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PlantedBugTests
{
    private const string W4A8 = "weights=uint4 activations=int8 lanes=4 group=16 rows=2 columns=2";
    private const string W4A16 = "weights=int4 activations=fp16 rows=2 columns=2";

    private static IEnumerable<TestCaseData> Bugs()
    {
        yield return Bug(
            "PE: a wide carry-save adder forgets the carry of its middle column when all three bits are one",
            W4A8, "csa", "(a_i & b_i) | (c_i & (a_i ^ b_i))",
            "((a_i & b_i) | (c_i & (a_i ^ b_i))) & ~((a_i & b_i & c_i) & (Width'(Width > 8) << (Width / 2)))",
            "mac/beats");
        yield return Bug(
            "dequantization: the sticky bit of an addition is lost when the addends' exponents differ by five",
            W4A8, "fp_add", "SumWidth'(lost != '0)", "SumWidth'((lost != '0) & (distance != ExpWidth'(5)))",
            "fp_add/binary32");
        yield return Bug(
            "array control: the rows' scales are not taken in a cycle in which the drain of the group before begins",
            W4A8, "array", "assign load = take_last{{#if has_row_scale}} & end_i{{/if}};", "assign load = take_last{{#if has_row_scale}} & end_i & ~drain_start[0]{{/if}};",
            "array/tiles");
        yield return Bug(
            "special values: infinity by a scale of -0 is infinity",
            W4A16, "fp32_scale", "(a_inf & (s_sig == {{sig_width}}'d0))", "(a_inf & (s_sig == {{sig_width}}'d0) & ~s_neg)",
            "fp32_scale/values");
        yield return Bug(
            "short last group: one of a single beat adds its activations to the sum of the full group before it",
            W4A8, "array", ".first_i(row_first_q[r{{plus_late}}]),\n      .last_i",
            ".first_i(row_first_q[r] & ~(row_last_q[r] & row_end_q[r])),\n      .last_i",
            "array/tiles");
    }

    [TestCaseSource(nameof(Bugs))]
    public void A_planted_bug_is_caught(
        string design, string template, string text, string broken, string expected)
    {
        Design dut = RtlDesigns.Of(design.Split(' '));
        VerifyBench whole = new();
        VerifyBench bench = new(Mutation.Apply(template, text, broken));
        foreach (UnitCheck check in UnitChecks.For(dut, VerifyLevel.Quick))
        {
            if (IsSame(whole.Generate(dut), bench.Generate(dut), check))
            {
                continue;
            }

            var (cases, fault) = bench.Run(dut, check);
            if (fault is null)
            {
                TestContext.Out.WriteLine($"{check.Name}: {cases} cases, right");
                continue;
            }

            TestContext.Out.WriteLine($"{check.Name}, {fault}\n{Text(fault.Smallest)}");
            Assert.That(check.Name, Is.EqualTo(expected));
            CheckManual(template, check, fault);
            return;
        }

        Assert.Fail("no check of the quick level sees it");
    }

    // A unit without the broken module cannot fail: what it is made of has not changed.
    private static bool IsSame(RtlBundle whole, RtlBundle broken, UnitCheck check) =>
        UnitCode.Of(whole, check.Unit) == UnitCode.Of(broken, check.Unit);

    // The row of the bug in the manual's table: the check, after how much, and how small its case is.
    private static void CheckManual(string template, UnitCheck check, CheckFault fault)
    {
        bool isVector = fault.Smallest.Layout.Clock is null;

        // Vectors add up over a check's scenarios; cycles are those of one, which has to be the first.
        Assert.That(isVector || fault.CasesBefore == 0);
        long count = fault.First.Cycle + (isVector ? fault.CasesBefore : 0);
        string after = $"| {count} {(isVector ? "vectors" : "cycles")} |";
        string smallest = isVector ? "| one vector: " : $", {fault.Smallest.Cycles} cycles";
        string manual = Path.Combine(DesignFiles.Root, "docs", "verification.md");
        Assert.That(
            File.ReadLines(manual).Any(line => line.Contains($"| `{template}` | `{check.Name}`", StringComparison.Ordinal)
                && line.Contains(after, StringComparison.Ordinal) && line.Contains(smallest, StringComparison.Ordinal)),
            $"docs/verification.md has no row of `{template}` and `{check.Name}` with '{after}' and '{smallest}'");
    }

    // Inputs that are not zero, a line a cycle.
    private static string Text(Stimulus stimulus)
    {
        StringBuilder text = new();
        for (int t = 0; t < stimulus.Cycles; t++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  cycle {t}:");
            foreach (PortSlice port in stimulus.Layout.Inputs.Where(port => stimulus.Input(t, port) != 0))
            {
                text.Append(CultureInfo.InvariantCulture, $" {port.Name}={stimulus.Input(t, port):x}");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static TestCaseData Bug(
        string words,
        string design,
        string template,
        string text,
        string broken,
        string check) =>
        new TestCaseData(design, template, text, broken, check).SetName($"Caught({words})");
}
