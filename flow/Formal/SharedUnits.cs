using MixPe.Generator.Bundles;

namespace MixPe.Flow.Formal;

/// <summary>Units that are not looked into: each instance's outputs become inputs of the module around it, and its inputs
/// outputs. What is proved of that module holds for any function in the units' place; what the units compute is proved by
/// itself.</summary>
internal static class SharedUnits
{
    /// <summary>Command that turns units into black boxes, at all of their parameters.</summary>
    public static string BlackBoxes(RtlBundle bundle, params IEnumerable<string> units) =>
        "blackbox " + string.Join(' ', units
            .Where(unit => bundle.Modules.Any(module => module.Unit == unit))
            .Select(unit => bundle.Module(unit).Name)
            .Select(name => $"*{name}*"));
}
