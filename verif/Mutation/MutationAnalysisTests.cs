using MixPe.Flow.Mutation;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Verif.Cli;
using MixPe.Verif.Rtl;
using NUnit.Framework;

// No namespace MixPe.Verif.Mutation: it would hide the class of that name, which breaks templates.
namespace MixPe.Verif.Mutants;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class MutationAnalysisTests
{
    private static readonly Design Pe = DesignLoader.Load("mixpe-w4a8", ["lanes=1", "group=16", "name=mutant_pe"]);
    private static readonly Design Float = DesignLoader.Load("mixpe-w4a16", ["lanes=1", "group=16", "name=mutant_fp"]);

    private static readonly Lazy<UnitScore> ByProducts =
        new(() => Run(Pe, "pe", count: 300, check => check == "pe/products"));

    [Test]
    public void Every_mutant_of_the_power_of_two_unit_is_killed_or_proved_equivalent()
    {
        UnitScore score = Run(Float, "fp16_mul_pow2", count: 60);
        Assert.Multiple(() =>
        {
            Assert.That(score.Mutants, Is.EqualTo(60));
            Assert.That(score.All, Is.GreaterThan(1000));
            Assert.That(score.Killed, Is.GreaterThan(40));
            Assert.That(score.Survivors.Select(result => result.Mutant.Description), Is.Empty);
            Assert.That(score.Results.Select(result => result.Mutant.Line), Has.None.Zero, "each has a source line");
        });
    }

    [Test]
    public void The_score_falls_when_checks_are_taken_away()
    {
        UnitScore all = Run(Pe, "pe", count: 300);
        UnitScore fewer = ByProducts.Value;
        Assert.Multiple(() =>
        {
            Assert.That(all.Score, Is.GreaterThanOrEqualTo(0.97));
            Assert.That(fewer.Survived, Is.GreaterThan(all.Survived));
            Assert.That(fewer.Score, Is.LessThan(all.Score));
        });
    }

    [Test]
    public void What_the_units_checks_leave_goes_to_the_checks_of_the_modules_in_it()
    {
        UnitScore alone = ByProducts.Value;
        UnitScore both = Run(Pe, "pe", count: 300, check => check is "pe/products" or "mac/beats");
        MutantResult[] killed = [.. both.Results.Where(result => result.Check == "mac/beats")];
        Assert.Multiple(() =>
        {
            Assert.That(killed, Is.Not.Empty);
            Assert.That(
                killed.Select(result => result.Mutant.Site.Module.BaseName), Has.None.EqualTo("mutant_pe_pe"),
                "a check of a module says nothing about what is around it");
            Assert.That(both.Survived, Is.EqualTo(alone.Survived - killed.Length));
        });
    }

    [Test]
    [Category("Nightly")]
    public void A_fault_in_the_arrays_text_is_looked_for_at_other_parameters_too()
    {
        UnitScore score = Run(
            Pe with { Name = "mutant_array" }, "array", count: 250, check => check is "array/tiles" or "array/shape_7x3");
        Assert.Multiple(() =>
        {
            Assert.That(score.Results.Select(result => result.Check), Does.Contain("array/shape_7x3"));
            Assert.That(score.Score, Is.GreaterThanOrEqualTo(0.95));
        });
    }

    [Test]
    [Category("Nightly")]
    public void An_assertion_of_the_text_kills()
    {
        // A row that disagrees about its group: no output of the short stimulus differs for most of these.
        UnitScore score = Run(Pe with { Name = "mutant_dequant" }, "group_dequant", count: 400, check => check == "group_dequant/tiles");
        Assert.That(
            score.Results.Where(result => result.Fate == MutantFate.Killed).Select(result => result.Words),
            Has.Some.Contains("ssert"));
    }

    [Test]
    public void A_unit_that_fails_by_itself_says_nothing_about_its_mutants()
    {
        var broken = Mutation.Apply("pe", "dot_q <= acc_d;", "dot_q <= ~acc_d;");
        var analysis = new MutationAnalysis(new BundleGenerator(broken).Generate, TestBuilds.Shared);
        Assert.That(
            () => analysis.Run(Pe, new MutationOptions { Unit = "pe", Count = 1 }),
            Throws.TypeOf<MutationException>().With.Message.Contains("pe without a mutation fails"));
    }

    [Test]
    public void The_score_is_killed_of_those_not_proved_equivalent()
    {
        Mutant mutant = new(1, MutantOperator.Late, null!, MutantActivation.None, "", 0, "", "");
        MutantResult Of(MutantFate fate) => new(mutant, fate, "", 0, 0, "");
        UnitScore Score(params MutantFate[] fates) => new("u", 9, [.. fates.Select(Of)], 0, 0, 0);
        Assert.Multiple(() =>
        {
            Assert.That(
                Score(MutantFate.Killed, MutantFate.Killed, MutantFate.Killed, MutantFate.Equivalent, MutantFate.Survived)
                    .Score,
                Is.EqualTo(0.75));
            Assert.That(Score(MutantFate.Survived).Score, Is.Zero, "what is not proved counts against the checks");
            Assert.That(Score(MutantFate.Equivalent).Score, Is.EqualTo(1));
        });
    }

    [Test]
    public void A_unit_that_the_design_has_not_is_bad_input()
    {
        var (code, output, error) = CommandLine.Run("mutate", "mixpe-w4a8", "--count", "0");
        Assert.That((code, output), Is.EqualTo((MixPe.Cli.ExitCode.BadInput, "")));
        Assert.That(error, Does.Contain("--count: 0: at least 1 is wanted"));
        Assert.That(
            () => Run(Pe, "fp16_mul_pow2", count: 1),
            Throws.TypeOf<MixPe.Flow.Gemm.InputException>().With.Message.Contains("mutant_pe has pe, act_sum"));
    }

    // Tests run two at a time: one mutant each.
    private static UnitScore Run(Design design, string unit, int count, Func<string, bool>? uses = null)
    {
        var analysis = new MutationAnalysis(BundleGenerator.Create().Generate, TestBuilds.Shared);
        var options = new MutationOptions { Unit = unit, Count = count, Jobs = 1 };
        return analysis.Run(design, uses is null ? options : options with { Uses = check => uses(check.Name) })
            .Single();
    }
}
