namespace MixPe.Generator.Bundles;

/// <summary>The interface of one generated module at its default parameters.</summary>
/// <param name="Unit">Unit name without the design's prefix: pe, act_sum, array, ….</param>
/// <param name="Name">Module name, design prefix included.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Ports">Ports in declaration order.</param>
public sealed record ModuleSpec(
    string Unit,
    string Name,
    string Description,
    IReadOnlyList<PortSpec> Ports);
