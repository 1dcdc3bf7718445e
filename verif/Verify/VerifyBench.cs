using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Coverage;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Generator.Templates;
using MixPe.Sim.Build;
using MixPe.Sim.Host;
using MixPe.Verif.Rtl;

namespace MixPe.Verif.Verify;

/// <summary>Runs checks on the generator's templates or on broken ones, in the cache of the other tests.</summary>
/// <param name="templates">The templates; the generator's own if left out.</param>
internal sealed class VerifyBench(TemplateLibrary? templates = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Most of a quick check is the build.
    private static readonly BuildOptions Quick = new() { Optimization = OptimizationLevel.O0 };

    private readonly BundleGenerator _generator = new(templates ?? new RtlBench().Templates);

    public Verifier Verifier => new(Generate, TestBuilds.Shared);

    public static UnitCheck Check(string name) => UnitChecks.All.Single(check => check.Name == name);

    public RtlBundle Generate(Design design) => _generator.Generate(design);

    /// <summary>Runs one check by Verilator; its failure is shrunk.</summary>
    /// <param name="design">The design, its array as it is.</param>
    /// <param name="check">The check.</param>
    /// <param name="level">How much.</param>
    public (long Cases, CheckFault? Fault) Run(Design design, UnitCheck check, VerifyLevel level = VerifyLevel.Quick)
    {
        VerilatedLibrary library = Library(design, check);
        if (First(library, design, check, level, out long cases) is not ({ } scenario, { } mismatch))
        {
            return (cases, null);
        }

        var (small, seen) = new ScenarioShrinker(library.Layout, stimulus => Seen(library, stimulus), Patience)
            .Shrink(scenario, mismatch);
        return (cases, new CheckFault(cases, mismatch, small.Render(library.Layout), seen));
    }

    /// <summary>What one check of the quick level sees first, by Verilator. Shrinking takes longer than that.</summary>
    /// <param name="design">The design, its array as it is.</param>
    /// <param name="check">The check.</param>
    public Mismatch? FirstMismatch(Design design, UnitCheck check) =>
        First(Library(design, check), design, check, VerifyLevel.Quick, out _)?.Mismatch;

    private static (IScenario Scenario, Mismatch Mismatch)? First(
        VerilatedLibrary library, Design design, UnitCheck check, VerifyLevel level, out long cases)
    {
        cases = 0;
        foreach (IScenario scenario in check.Draw(new CheckRun(design, level, 1, new FunctionalCoverage())))
        {
            if (Seen(library, scenario.Render(library.Layout)) is { } mismatch)
            {
                return (scenario, mismatch);
            }

            cases += scenario.Cases;
        }

        return null;
    }

    private static Mismatch? Seen(VerilatedLibrary library, Stimulus stimulus)
    {
        using VerilatedModel model = library.Create(seed: 1);
        return StimulusRun.FirstMismatch(model, stimulus);
    }

    private VerilatedLibrary Library(Design design, UnitCheck check) =>
        new UnitBench(Generate(design), TestBuilds.Shared, Quick).Library(check);
}
