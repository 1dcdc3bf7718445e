using MixPe.Flow.Mutation.Netlists;
using MixPe.Generator.Bundles;

namespace MixPe.Flow.Mutation;

/// <summary>The units that are mutated, and which of the modules in them.</summary>
public static class MutatedUnits
{
    /// <summary>All of them; a design may not have every one.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["pe", "act_sum", "group_dequant", "fp16_mul_pow2", "array", "tile_regs", "tile"];

    // What else is in them is a unit of its own.
    private static readonly Dictionary<string, string[]> Own = new(StringComparer.Ordinal)
    {
        ["array"] = ["array", "delay"],
        ["tile"] = ["tile", "tile_control", "x_buffer", "w_buffer", "y_buffer", "ram"],
    };

    /// <summary>The units that a design has.</summary>
    public static IReadOnlyList<string> Of(RtlBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return [.. All.Where(unit => bundle.Modules.Any(module => module.Unit == unit))];
    }

    /// <summary>Whether a module is of a size that a solver can look into when a unit is mutated that it is in: of a tile the
    /// registers, and not the array.</summary>
    /// <param name="bundle">The design's bundle.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="module">A module in it.</param>
    public static bool Opens(RtlBundle bundle, string unit, NetModule module)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(module);
        return unit != "tile" || module.BaseName == bundle.Module("tile_regs").Name;
    }

    /// <summary>Whether a module is mutated when a unit is.</summary>
    /// <param name="bundle">The design's bundle.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="module">A module in it, or itself.</param>
    public static bool Has(RtlBundle bundle, string unit, NetModule module)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(module);
        return !Own.TryGetValue(unit, out string[]? parts)
            || parts.Any(part => bundle.Module(part).Name == module.BaseName);
    }
}
