using MixPe.Generator.Designs;

namespace MixPe.Flow.Synthesis.Baselines;

/// <summary>What a design is measured against.</summary>
/// <param name="Name">What it is, as tables show it.</param>
/// <param name="Design">The same array of other PEs.</param>
public sealed record Baseline(string Name, Design Design);
