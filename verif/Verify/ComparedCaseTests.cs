using System.Numerics;
using MixPe.Flow.Verify;
using MixPe.Generator.Designs;
using MixPe.Sim.Host;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Verify;

/// <summary>A case counts if its result is compared: one that a reset overtakes on its way out is none.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ComparedCaseTests
{
    // Of the array, whole tiles count by the results that count; the array delivers those of every PE.
    [TestCase("group_dequant/tiles", true)]
    [TestCase("group_dequant/reset", true)]
    [TestCase("array/tiles", false)]
    [TestCase("array/reset", false)]
    public void What_counts_is_expected_in_some_cycle(string name, bool isExact)
    {
        Design design = RtlDesigns.Make("uint4", "int8", "rows=6", "columns=2");
        UnitCheck check = VerifyBench.Check(name);
        RecordLayout layout = new(new RtlBench().Generate(design).Module(check.Unit));
        long samples = 0;
        for (int seed = 1; seed <= 20; seed++)
        {
            foreach (IScenario scenario in check.Draw(new CheckRun(design, VerifyLevel.Quick, seed, new())).Take(5))
            {
                foreach (IScenario part in new[] { scenario, scenario.Beginning(12) })
                {
                    long results = Results(part.Render(layout));
                    Assert.That(part.Cases, isExact ? Is.EqualTo(results) : Is.LessThanOrEqualTo(results), $"seed {seed}");
                    samples += part.Cases;
                }
            }
        }

        Assert.That(samples, Is.Positive);
    }

    private static long Results(Stimulus stimulus) => Enumerable.Range(0, stimulus.Cycles).Sum(t =>
    {
        PortSlice valid = stimulus.Layout["y_valid_o"];
        ReadOnlySpan<uint> expected = stimulus.Expected.Slice(t * stimulus.Layout.OutputWords, stimulus.Layout.OutputWords);
        return (long)BitOperations.PopCount(valid.Read(expected));
    });
}
