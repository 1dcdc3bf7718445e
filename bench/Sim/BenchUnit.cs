using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Sim.Build;
using MixPe.Sim.Devices;
using MixPe.Sim.Host;

namespace MixPe.Bench.Sim;

/// <summary>A module of a generated bundle, verilated in this run.</summary>
/// <param name="Design">The design.</param>
/// <param name="Library">The module as a library, at -O2, with Verilator's C++ kept.</param>
/// <param name="Toolchain">The tools that built it.</param>
internal sealed record BenchUnit(Design Design, VerilatedLibrary Library, Toolchain Toolchain)
{
    /// <summary>Generates a named design and builds one of its modules.</summary>
    /// <param name="name">The named design.</param>
    /// <param name="overrides">field=value.</param>
    /// <param name="unit">Unit name of the module.</param>
    /// <param name="builder">Builds it.</param>
    /// <param name="progress">Told each step.</param>
    public static BenchUnit Build(
        string name, string[] overrides, string unit, VerilatedBuild builder, IProgress<string> progress)
    {
        Design design = DesignLoader.Load(name, overrides);
        RtlBundle bundle = BundleGenerator.Create().Generate(design);
        ModuleSpec module = bundle.Module(unit);

        BuildOptions options = unit == "array" ? ArrayBuild.Options(bundle) : new BuildOptions();
        VerilatedLibrary library = builder.GetOrBuild(
            bundle.Sources,
            module,
            options with { Optimization = OptimizationLevel.O2, KeepSources = true },
            progress);
        return new BenchUnit(design, library, builder.FindTools());
    }
}
