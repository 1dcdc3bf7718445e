using MixPe.Generator.Bundles;
using MixPe.Sim.Build;
using MixPe.Sim.Host;
using NUnit.Framework;

namespace MixPe.Verif.Sim;

/// <summary>Builds small hand-written modules into a cache beside the test assembly.</summary>
internal sealed class SimBench
{
    public SimBench()
        : this(Path.Combine(TestContext.CurrentContext.TestDirectory, "sim-cache"))
    {
    }

    public SimBench(string cacheRoot)
    {
        CacheRoot = cacheRoot;
        Builder = new VerilatedBuild(new BuildEnvironment { CacheRoot = cacheRoot });
    }

    public string CacheRoot { get; }

    public VerilatedBuild Builder { get; }

    public static PortSpec In(string name, int bits) => new(name, PortDirection.Input, bits, "Test input.");

    public static PortSpec Out(string name, int bits) => new(name, PortDirection.Output, bits, "Test output.");

    public static PortSpec Clock() => In("clk_i", 1) with { Role = PortRole.Clock };

    public static PortSpec Reset() => In("rst_ni", 1) with { Role = PortRole.Reset };

    public static ModuleSpec Module(string name, params PortSpec[] ports) => new(name, name, "Test module.", ports);

    public VerilatedLibrary Build(string text, ModuleSpec module, BuildOptions? options = null) =>
        Builder.GetOrBuild([new BundleFile($"rtl/{module.Name}.sv", text)], module, options);
}
