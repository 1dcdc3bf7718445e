using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Coverage;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Sim.Host;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Verify;

/// <summary>A seed decides every bit of a stimulus, and nothing else does.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SeedTests
{
    [TestCase("uint4", "int8")]
    [TestCase("int4", "fp16")]
    public void The_same_seed_draws_the_same_and_another_one_something_else(string weights, string activations)
    {
        Design design = RtlDesigns.Make(weights, activations);
        RtlBundle bundle = new VerifyBench().Generate(design);
        foreach (UnitCheck check in UnitChecks.For(design, VerifyLevel.Quick))
        {
            RecordLayout layout = new(UnitBench.Text(bundle, check).Top);
            var first = Draw(design, check, layout, 1);
            Assert.That(Draw(design, check, layout, 1), Is.EqualTo(first), check.Name);

            // Where the whole space is run there is nothing to choose.
            if (check.Space(design) == 0)
            {
                Assert.That(Draw(design, check, layout, 2).Inputs, Is.Not.EqualTo(first.Inputs), check.Name);
            }
        }
    }

    private static (long Cases, int Cycles, string Inputs, string Expected) Draw(
        Design design, UnitCheck check, RecordLayout layout, int seed)
    {
        IScenario scenario = check.Draw(new CheckRun(design, VerifyLevel.Quick, seed, new FunctionalCoverage())).First();
        Stimulus stimulus = scenario.Render(layout);
        return (scenario.Cases, stimulus.Cycles, Hash(stimulus.Inputs), Hash(stimulus.Expected));
    }

    private static string Hash(ReadOnlySpan<uint> words) => Convert.ToHexString(
        System.Security.Cryptography.SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(words)));
}
