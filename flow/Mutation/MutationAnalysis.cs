using System.Diagnostics;
using MixPe.Flow.Mutation.Equivalence;
using MixPe.Flow.Mutation.Netlists;
using MixPe.Flow.Verify;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Sim.Build;
using MixPe.Sim.Host;

namespace MixPe.Flow.Mutation;

/// <summary>Breaks a design's units in many small ways and sees whether the checks notice.</summary>
/// <param name="generate">From a design to its bundle.</param>
/// <param name="build">Verilates.</param>
public sealed class MutationAnalysis(Func<Design, RtlBundle> generate, VerilatedBuild build)
{
    /// <summary>Mutates units.</summary>
    /// <param name="design">The design; its array is made small.</param>
    /// <param name="options">Which units, how many mutants.</param>
    /// <param name="steps">Told what is being done.</param>
    /// <param name="progress">Told how much of it is done, 0 to 1.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="Gemm.InputException">The design has no such unit.</exception>
    /// <exception cref="MutationException">A unit as it is fails a check, or has none.</exception>
    /// <exception cref="Sim.Processes.ToolException">Yosys, Verilator or g++ is missing or failed.</exception>
    public IReadOnlyList<UnitScore> Run(
        Design design,
        MutationOptions options,
        IProgress<string>? steps = null,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(options);
        Design small = Verifier.Small(design);
        RtlBundle bundle = generate(small);
        IReadOnlyList<string> units = MutatedUnits.Of(bundle);
        if (options.Unit is { } wanted && !units.Contains(wanted))
        {
            throw new Gemm.InputException($"--unit: {wanted}: {design.Name} has {string.Join(", ", units)}");
        }

        return
        [
            .. units.Where(unit => options.Unit is null || unit == options.Unit)
                .Select(unit => Unit(bundle, unit, options, steps, progress, cancellation)),
        ];
    }

    private UnitScore Unit(
        RtlBundle bundle,
        string unit,
        MutationOptions options,
        IProgress<string>? steps,
        IProgress<double>? progress,
        CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        ILookup<bool, UnitCheck> driven = UnitChecks.For(bundle.Design, options.Level)
            .Where(check => check.Unit == unit && options.Uses(check))
            .ToLookup(check => check.Variant is null);
        UnitCheck[] checks = [.. driven[true]];
        if (checks.Length == 0)
        {
            throw new MutationException($"{unit}: no check of level {options.Level} drives it");
        }

        steps?.Report($"{unit}: reading");
        Netlist netlist = Netlist.Read(bundle.Sources, bundle.Module(unit).Name, null, cancellation);
        bool IsMutated(NetModule module) => MutatedUnits.Has(bundle, unit, module);
        MutableUnit mutable = MutableUnitWriter.Write(netlist, IsMutated);
        IReadOnlyList<Mutant> all = MutantList.All(mutable.Sites, bundle.Sources);
        IReadOnlyList<Mutant> mutants = MutantChoice.Of(all, options.Count, options.Seed);
        ModuleSpec top = mutable.Top(bundle.Module(unit));
        VerilatedLibrary library = build.GetOrBuild(
            [new BundleFile($"rtl/{top.Name}.sv", mutable.Text)], top, new BuildOptions(), steps, cancellation);
        double buildSeconds = watch.Elapsed.TotalSeconds;
        watch.Restart();
        steps?.Report($"{unit}: {mutants.Count} mutants");
        var run = new MutantRun(
            new MutantBench(library, checks, mutant => mutant.Activation),
            [
                .. new UnitShapes(bundle, IsMutated, build, steps, cancellation).Stages(driven[false], all),
                .. new ContainedUnits(bundle, mutable, build, options, steps, cancellation).Stages,
            ],
            new SurvivorProofs(netlist, IsMutated, module => MutatedUnits.Opens(bundle, unit, module), options),
            mutants, options, progress, cancellation);
        var reasons = SurvivorReasons.Load();
        MutantResult[] results =
        [
            .. run.Run(bundle.Design).Select(result => result.Fate == MutantFate.Survived
                ? result with { Reason = reasons.Of(bundle, unit, result.Mutant) }
                : result),
        ];
        return new UnitScore(
            unit, all.Count, results, buildSeconds, watch.Elapsed.TotalSeconds - run.ProofSeconds, run.ProofSeconds);
    }
}
