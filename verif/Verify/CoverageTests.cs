using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Coverage;
using MixPe.Generator.Designs;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Verify;

[Parallelizable(ParallelScope.All)]
public sealed class CoverageTests
{
    [Test]
    public void A_class_that_is_never_seen_is_listed()
    {
        FunctionalCoverage coverage = new();
        coverage.Declare(CoverGroup.Cross("u: a × b", ["1", "2"], ["x", "y"], (a, b) => a == "2" && b == "y"));
        coverage.Hit("u: a × b", CoverGroup.Both("1", "x"), 3);
        coverage.Hit("u: a × b", CoverGroup.Both("2", "x"));
        Assert.That(coverage.Holes, Is.EqualTo(new[] { ("u: a × b", "1 × y") }));
        Assert.That(coverage.Count("u: a × b", "1 × x"), Is.EqualTo(3));
    }

    [TestCase("u: a", "no such class")]
    [TestCase("no such group", "1")]
    public void A_class_that_was_not_declared_cannot_be_seen(string group, string bin)
    {
        FunctionalCoverage coverage = new();
        coverage.Declare(new CoverGroup("u: a", ["1"]));
        Assert.That(() => coverage.Hit(group, bin), Throws.ArgumentException.With.Message.Contains(bin));
    }

    [Test]
    public void Counts_of_two_runs_add_up()
    {
        FunctionalCoverage one = new();
        FunctionalCoverage two = new();
        one.Declare(new CoverGroup("u: a", ["1", "2"]));
        two.Declare(new CoverGroup("u: a", ["1", "2"]));
        two.Declare(new CoverGroup("u: b", ["3"]));
        one.Hit("u: a", "1", 2);
        two.Hit("u: a", "1");
        one.Merge(two);
        Assert.That(one.Count("u: a", "1"), Is.EqualTo(3));
        Assert.That(one.Holes, Is.EqualTo(new[] { ("u: a", "2"), ("u: b", "3") }));
    }

    // Drawing needs no simulator.
    [TestCase("uint4 int8 group=12 lanes=3 rows=3")]
    [TestCase("int4 fp16 rows=2")]
    [TestCase("uint4 fp16 rows=4 lanes=2 group=8")]
    [TestCase("int4 int8 zero_point=none rows=3")]
    [TestCase("uint4 fp16 rows=4 dataflow=weight-stationary")]
    [TestCase("int4 fp8_e4m3 rows=2")]
    [TestCase("int4 fp8_e4m3 rows=2 accumulator=fp32")]
    [TestCase("uint4 fp8_e5m2 rows=2 lanes=4 group=16 scale=e8m0 out=bf16")]
    [TestCase("fp4_e2m1 int8 rows=2 scale=bf16 activation_scale=none out=bf16")]
    [TestCase("fp4_e2m1 int8 rows=2 scale=fp8_e4m3 activation_scale=none")]
    [TestCase("fp4_e2m1 fp16 rows=2 scale=e8m0 out=bf16")]
    [TestCase("fp8_e4m3 fp8_e4m3 rows=2 scale=e8m0")]
    [TestCase("fp8_e5m2 bf16 rows=2 accumulator=fp32")]
    [TestCase("fp5_e1m3 int8 rows=2")]
    [TestCase("flint4 int8 rows=2")]
    [TestCase("olive4 int8 rows=2")]
    [TestCase("olaccel4 int4 rows=2")]
    [TestCase("olive4 fp8_e5m2 rows=2 lanes=4 group=16")]
    [TestCase("uint4 int8 rows=3 group=8 scale=uint8 out=fp16")]
    [TestCase("int4 int8 rows=2 scale=uint8 activation_scale=none")]
    [TestCase("int8 int4 rows=4 scale=uint8 dataflow=weight-stationary max_k=32 out=bf16")]
    public void The_quick_level_sees_every_class(string words)
    {
        string[] fields = words.Split(' ');
        Design design = RtlDesigns.Make(fields[0], fields[1], fields[2..]);
        FunctionalCoverage coverage = new();
        foreach (UnitCheck check in UnitChecks.For(design, VerifyLevel.Quick).Where(check =>
            check.Unit is "pe" or "act_sum" or "group_dequant" or "array"))
        {
            foreach (IScenario scenario in check.Draw(new CheckRun(design, VerifyLevel.Quick, 1, coverage)))
            {
                Assert.That(scenario.Cases, Is.Positive, check.Name);
            }
        }

        Assert.That(coverage.Groups, Has.Count.GreaterThanOrEqualTo(6));
        Assert.That(coverage.Holes, Is.Empty);
    }

    // An activation sum has no weights: what is drawn for them is compared with nothing.
    [Test]
    public void An_activation_sum_counts_for_no_PE()
    {
        FunctionalCoverage coverage = new();
        CheckRun run = new(RtlDesigns.Make("uint4", "int8"), VerifyLevel.Quick, 1, coverage);
        foreach (UnitCheck check in UnitChecks.All.Where(check => check.Unit == "act_sum"))
        {
            Assert.That(check.Draw(run).Count(), Is.Positive);
        }

        Assert.That(coverage.Groups, Is.Empty);
    }

    // A scenario counts when the next one is asked for: one that fails, or is never run, does not.
    [Test]
    public void What_is_only_drawn_is_not_counted()
    {
        FunctionalCoverage coverage = new();
        CheckRun run = new(RtlDesigns.Make("uint4", "int8"), VerifyLevel.Quick, 1, coverage);
        using IEnumerator<IScenario> scenarios = VerifyBench.Check("pe/groups").Draw(run).GetEnumerator();
        Assert.That(scenarios.MoveNext(), Is.True);
        Assert.That(coverage.Groups, Is.Empty);
        Assert.That(scenarios.MoveNext(), Is.True);
        Assert.That(coverage.Groups, Is.Not.Empty);
    }
}
