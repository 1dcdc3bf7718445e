using System.Text.RegularExpressions;
using MixPe.Flow.Mutation.Netlists;
using MixPe.Flow.Verify;
using MixPe.Generator.Bundles;
using MixPe.Sim.Build;

namespace MixPe.Flow.Mutation;

/// <summary>The unit at other parameters than its default ones: a fault in the text is in all of them.</summary>
/// <param name="bundle">The design's bundle.</param>
/// <param name="isMutated">The modules that have places.</param>
/// <param name="build">Verilates.</param>
/// <param name="steps">Told what is being built.</param>
/// <param name="cancellation">Stops a build.</param>
internal sealed partial class UnitShapes(
    RtlBundle bundle,
    Func<NetModule, bool> isMutated,
    VerilatedBuild build,
    IProgress<string>? steps,
    CancellationToken cancellation)
{
    /// <summary>A stage for each shape that checks drive.</summary>
    /// <param name="checks">The unit's checks at other parameters.</param>
    /// <param name="all">All mutants of the unit at its default parameters.</param>
    public IEnumerable<MutantStage> Stages(IEnumerable<UnitCheck> checks, IReadOnlyList<Mutant> all) =>
        checks.GroupBy(check => check.Variant?.Name, StringComparer.Ordinal).Select(shape => new MutantStage(
            _ => true, () => Open([.. shape], all)));

    private MutantBench Open(IReadOnlyList<UnitCheck> checks, IReadOnlyList<Mutant> all)
    {
        var (sources, unit) = UnitBench.Text(bundle, checks[0]);
        steps?.Report($"{unit.Name}: building");
        MutableUnit mutable = MutableUnitWriter.Write(
            Netlist.Read(sources, unit.Name, null, cancellation), isMutated);
        Dictionary<int, MutantActivation> twins = Twins(all, MutantList.All(mutable.Sites, sources));
        ModuleSpec top = mutable.Top(unit);
        return new MutantBench(
            build.GetOrBuild(
                [new BundleFile($"rtl/{top.Name}.sv", mutable.Text)], top, new BuildOptions(), steps, cancellation),
            checks,
            mutant => twins.GetValueOrDefault(mutant.Id));
    }

    // The same faults at the two shapes. Words that fit several places, as a loop in the text makes them, mean them in their
    // order if there are as many at both; if not, they say nothing.
    private static Dictionary<int, MutantActivation> Twins(IEnumerable<Mutant> all, IEnumerable<Mutant> others)
    {
        ILookup<string, Mutant> here = others.ToLookup(Fault, StringComparer.Ordinal);
        return all.GroupBy(Fault, StringComparer.Ordinal)
            .Where(same => same.Count() == here[same.Key].Count())
            .SelectMany(same => same.Zip(here[same.Key]))
            .ToDictionary(twins => twins.First.Id, twins => twins.Second.Activation);
    }

    // The fault in words: a place in the source and what is wrong there, without the nets in parentheses, whose numbers
    // depend on the shape.
    private static string Fault(Mutant mutant) =>
        $"{mutant.Site.Module.BaseName}:{mutant.Line}: {mutant.Operator}: {Nets().Replace(mutant.Description, "")}";

    [GeneratedRegex(@" \([^)]*\)")]
    private static partial Regex Nets();
}
