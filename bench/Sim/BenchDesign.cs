using MixPe.Generator.Bundles;

namespace MixPe.Bench.Sim;

/// <summary>A design that the host is timed on.</summary>
/// <param name="Sources">SystemVerilog in compilation order.</param>
/// <param name="Top">The module.</param>
public sealed record BenchDesign(IReadOnlyList<BundleFile> Sources, ModuleSpec Top);
