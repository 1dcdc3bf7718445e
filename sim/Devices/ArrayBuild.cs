using MixPe.Generator.Bundles;
using MixPe.Sim.Build;

namespace MixPe.Sim.Devices;

/// <summary>How an array, or a tile around one, is best verilated.</summary>
public static class ArrayBuild
{
    // Up to here builds stay as they were; `make bench PART=scale` shows both ways side by side.
    private const int LargestOfClasses = 256;

    /// <summary>What suits the array's size.</summary>
    public static BuildOptions Options(RtlBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return bundle.Design.Rows * bundle.Design.Columns <= LargestOfClasses ? Classes(bundle) : Functions(bundle);
    }

    /// <summary>Each unit that an array repeats is a class of C++, compiled once. Verilator still copies the statements
    /// of every PE before it finds them alike: 60 ms each, and 2 MB.</summary>
    public static BuildOptions Classes(RtlBundle bundle) => new()
    {
        NoAssertions = true,
        NoInline = [.. Units(bundle, "pe", "act_sum", "group_dequant").Select(module => module.Name)],
    };

    /// <summary>A PE's arithmetic, nearly all of it, is a function that Verilator sees once. What is left of a PE, a
    /// dozen registers, is part of the array, where it reads its neighbours' registers directly.</summary>
    public static BuildOptions Functions(RtlBundle bundle) => new()
    {
        NoAssertions = true,
        Functions = Units(bundle, "mac"),
        Shared = Units(bundle, "act_sum", "group_dequant"),
    };

    // Assertions name their instance when they fail, so that a class would be compiled once an instance: left out.
    private static ModuleSpec[] Units(RtlBundle bundle, params string[] units)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return [.. bundle.Modules.Where(module => units.Contains(module.Unit))];
    }
}
