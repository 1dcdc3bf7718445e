using MixPe.Sim.Build;
using NUnit.Framework;

namespace MixPe.Verif.Rtl;

/// <summary>What all tests of RTL build with: one cache beside the test assembly, and tools that are asked for their
/// versions once.</summary>
internal static class TestBuilds
{
    /// <summary>Tests run two at a time: one compiler each.</summary>
    public static VerilatedBuild Shared { get; } = new(new BuildEnvironment { CacheRoot = CacheRoot, Jobs = 1 });

    private static string CacheRoot => Path.Combine(TestContext.CurrentContext.TestDirectory, "sim-cache");
}
