using MixPe.Generator.Bundles;
using MixPe.Sim.Build;

namespace MixPe.Sim.Devices;

/// <summary>How an array is best verilated.</summary>
public static class ArrayBuild
{
    private static readonly string[] Repeated = ["pe", "act_sum", "group_dequant"];

    /// <summary>The units that an array repeats are compiled once each, which their assertions would prevent.</summary>
    public static BuildOptions Options(RtlBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return new BuildOptions
        {
            NoAssertions = true,
            NoInline = [.. bundle.Modules.Where(module => Repeated.Contains(module.Unit)).Select(module => module.Name)],
        };
    }
}
