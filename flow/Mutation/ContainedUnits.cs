using MixPe.Flow.Mutation.Netlists;
using MixPe.Flow.Verify;
using MixPe.Generator.Bundles;
using MixPe.Generator.Rtl;
using MixPe.Sim.Build;

namespace MixPe.Flow.Mutation;

/// <summary>The modules in a unit that have checks of their own: what a fault in one of them meets is these too. A check
/// counts only where it drives the module at the parameters that the module has in the unit, or at any.</summary>
/// <param name="bundle">The design's bundle.</param>
/// <param name="mutable">The unit.</param>
/// <param name="build">Verilates.</param>
/// <param name="options">Level, and which checks may be used.</param>
/// <param name="steps">Told what is being built.</param>
/// <param name="cancellation">Stops a build.</param>
internal sealed class ContainedUnits(
    RtlBundle bundle,
    MutableUnit mutable,
    VerilatedBuild build,
    MutationOptions options,
    IProgress<string>? steps,
    CancellationToken cancellation)
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, int>> _defaults = new(StringComparer.Ordinal);

    /// <summary>A stage for each module, leaves first.</summary>
    public IEnumerable<MutantStage> Stages => mutable.Netlist.Modules
        .Where(module => module.Name != mutable.Netlist.Top.Name)
        .Select(module => new MutantStage(mutant => Has(module, mutant), () => Bench(module)));

    // A fault is in a module if it is in its own text, or in that of what is in it.
    private bool Has(NetModule module, Mutant mutant) =>
        mutable.Netlist.Below(module).Any(below => below.Name == mutant.Site.Module.Name);

    // A module out of the unit's text, and its checks; null if no check drives it as it is.
    private MutantBench? Bench(NetModule module)
    {
        UnitCheck[] checks =
        [
            .. UnitChecks.For(bundle.Design, options.Level).Where(check =>
                options.Uses(check) && bundle.Module(check.Unit).Name == module.BaseName && Drives(check, module)),
        ];
        if (checks.Length == 0)
        {
            return null;
        }

        ModuleSpec spec = UnitInterface.At(bundle, checks[0].Unit, module.Parameters);
        ModuleSpec top = MutableUnit.Top(spec, mutable.Modules[module.Name].Name);
        string text = string.Concat(mutable.Netlist.Below(module).Select(below => mutable.Modules[below.Name].Text));
        steps?.Report($"{spec.Unit}: building");
        return new MutantBench(
            build.GetOrBuild(
                [new BundleFile($"rtl/{top.Name}.sv", text)], top, new BuildOptions(), steps, cancellation),
            checks,
            mutant => Has(module, mutant) ? mutant.Activation : null);
    }

    private bool Drives(UnitCheck check, NetModule module)
    {
        IReadOnlyDictionary<string, int> driven = check.Variant?.Parameters ?? Defaults(module.BaseName);
        return check.IsGeneric || module.Parameters.All(parameter =>
            driven.TryGetValue(parameter.Key, out int value) && value == parameter.Value);
    }

    private IReadOnlyDictionary<string, int> Defaults(string module)
    {
        if (!_defaults.TryGetValue(module, out IReadOnlyDictionary<string, int>? values))
        {
            values = Netlist.Read(bundle.Sources, module, null, cancellation).Top.Parameters;
            _defaults.Add(module, values);
        }

        return values;
    }
}
