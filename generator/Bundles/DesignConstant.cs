namespace MixPe.Generator.Bundles;

/// <summary>A number that follows from a design: a latency or a width.</summary>
/// <param name="Name">Name in lower case with underscores: pe_latency, accumulator_width, ….</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">cycles, bits, ….</param>
/// <param name="Description">One sentence.</param>
public sealed record DesignConstant(string Name, int Value, string Unit, string Description);
