using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Coverage;
using MixPe.Generator.Bundles;
using MixPe.Generator.Rtl;
using MixPe.Generator.Designs;
using MixPe.Generator.Templates;
using MixPe.Sim.Build;
using MixPe.Sim.Host;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Verify;

/// <summary>Runs checks on the generator's templates or on broken ones, in the cache of the other tests.</summary>
/// <param name="templates">The templates; the generator's own if left out.</param>
internal sealed class VerifyBench(TemplateLibrary? templates = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Most of a quick check is the build.
    private static readonly BuildOptions Quick = new() { Optimization = OptimizationLevel.O0 };

    private readonly BundleGenerator _generator = new(templates ?? new RtlBench().Templates);

    // Tests run two at a time: one compiler each.
    private readonly VerilatedBuild _build = new(new BuildEnvironment
    {
        CacheRoot = Path.Combine(TestContext.CurrentContext.TestDirectory, "sim-cache"),
        Jobs = 1,
    });

    public Verifier Verifier => new(Generate, _build);

    public static UnitCheck Check(string name) => UnitChecks.All.Single(check => check.Name == name);

    public RtlBundle Generate(Design design) => _generator.Generate(design);

    /// <summary>Runs one check by Verilator; its failure is shrunk.</summary>
    /// <param name="design">The design, its array as it is.</param>
    /// <param name="check">The check.</param>
    /// <param name="level">How much.</param>
    public (long Cases, CheckFault? Fault) Run(Design design, UnitCheck check, VerifyLevel level = VerifyLevel.Quick)
    {
        UnitBench bench = new(Generate(design), _build, Quick);
        RecordLayout layout = bench.Layout(check);
        Mismatch? Seen(Stimulus stimulus)
        {
            using VerilatedModel model = bench.Open(check, seed: 1);
            return StimulusRun.FirstMismatch(model, stimulus);
        }

        long cases = 0;
        foreach (IScenario scenario in check.Draw(new CheckRun(design, level, 1, new FunctionalCoverage())))
        {
            if (Seen(scenario.Render(layout)) is { } mismatch)
            {
                var (small, seen) = new ScenarioShrinker(layout, Seen, Patience).Shrink(scenario, mismatch);
                return (cases, new CheckFault(cases, small.Render(layout), seen));
            }

            cases += scenario.Cases;
        }

        return (cases, null);
    }
}
