using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Coverage;
using MixPe.Flow.Verify.Runners;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Sim.Host;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Verify;

/// <summary>Registers start unknown in Icarus: a bit that a reset leaves unknown, or a wrong one, is a mismatch.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class FourValuedTests
{
    private const int Cycles = 240;

    private static IEnumerable<TestCaseData> Designs()
    {
        string[][] all =
        [
            ["uint4", "int8"],
            ["int4", "int8", "fused=true", "out=bf16"],
            ["int4", "fp16", "rows=3", "columns=1"],
            ["uint4", "fp16", "rows=1"],
            ["uint4", "fp16", "accumulator=fp32", "out=fp16"],
            ["int4", "fp16", "accumulator=fp16"],
            ["uint4", "int8", "dataflow=weight-stationary", "rows=4"],
            ["int4", "fp16", "dataflow=weight-stationary", "rows=4"],
            ["int8", "int8", "architecture=booth"],
            ["uint4", "int8", "architecture=behavioural", "rows=3"],
        ];
        return all.Select(fields => new TestCaseData((object)fields).SetArgDisplayNames(string.Join(' ', fields)));
    }

    [TestCaseSource(nameof(Designs))]
    public void No_output_is_unknown_after_a_reset_and_results_are_the_models(string[] fields)
    {
        Design design = RtlDesigns.Make(fields[0], fields[1], fields[2..]);
        Mismatch? mismatch = Run(new VerifyBench(), design, "array/reset", out int results);
        Assert.That(mismatch?.ToString(), Is.Null);
        Assert.That(results, Is.Positive, "results that left");
    }

    [Test]
    public void A_register_without_its_reset_is_seen()
    {
        VerifyBench bench = new(Mutation.Apply("group_dequant", "y_out_q <= '0;", "y_out_q <= y_out_q;"));
        Mismatch? mismatch = Run(bench, RtlDesigns.Make("uint4", "int8"), "array/tiles", out _);
        Assert.That(mismatch?.Message, Does.Contain("in Icarus").And.Match("are [0-9a-fA-F]*[xX]"));
    }

    // A two-valued simulator sees nothing: the sign of a zero product adds up to nothing.
    [TestCase(" & { {{w_width}}{take}}", "", "int4 fp16")]
    [TestCase(" & { {{x_width}}{take}}", "", "int4 fp16")]
    [TestCase(" & { {{w_width}}{take}}", "", "int8 int8 architecture=booth")]
    public void An_unknown_input_of_an_idle_cycle_that_comes_in_is_seen(string text, string broken, string fields)
    {
        string[] words = fields.Split(' ');
        Design design = RtlDesigns.Make(words[0], words[1], words[2..]);
        Mismatch? whole = Run(new VerifyBench(), design, "array/tiles", out _);
        Mismatch? mismatch = Run(new VerifyBench(Mutation.Apply("array", text, broken)), design, "array/tiles", out _);
        Assert.That(whole, Is.Null);
        Assert.That(mismatch?.Message, Does.Contain("in Icarus").And.Match("are [0-9a-fA-F]*[xX]"));
    }

    [Test]
    public void A_wrong_bit_is_seen()
    {
        VerifyBench bench = new(Mutation.Apply("fixed_to_fp32", "+ {{t_width}}'(neg)", "+ {{t_width}}'(1'b0)"));
        Mismatch? mismatch = Run(bench, RtlDesigns.Make("uint4", "int8"), "array/tiles", out _);
        Assert.That(mismatch?.Message, Does.Contain("in Icarus").And.Not.Match("are [0-9a-fA-F]*[xX]"));
    }

    // The beginning of the first scenario; the number of cycles in which a result must leave.
    private static Mismatch? Run(VerifyBench bench, Design design, string name, out int results)
    {
        UnitCheck check = VerifyBench.Check(name);
        RtlBundle bundle = bench.Generate(design);
        var (sources, top) = UnitBench.Text(bundle, check);
        RecordLayout layout = new(top);
        Stimulus all = check.Draw(new CheckRun(design, VerifyLevel.Quick, 9, new FunctionalCoverage())).First()
            .Render(layout);
        Stimulus stimulus = all.Slice(0, Math.Min(Cycles, all.Cycles));
        results = Enumerable.Range(0, stimulus.Cycles).Count(t => layout["y_valid_o"].Read(
            stimulus.Expected.Slice(t * layout.OutputWords, layout.OutputWords)) != 0);
        return IcarusBench.FirstMismatch(sources, top, stimulus);
    }
}
