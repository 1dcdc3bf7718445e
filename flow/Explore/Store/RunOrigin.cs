namespace MixPe.Flow.Explore.Store;

/// <summary>Where the figures of a run come from.</summary>
/// <param name="Fidelity">What fidelity is of, in words.</param>
/// <param name="Hardware">Tools and library of the netlists; empty if none was made.</param>
/// <param name="Recipes">Which recipes were tried; empty if none was.</param>
/// <param name="Version">The version of this tool.</param>
/// <param name="Started">When it began.</param>
public sealed record RunOrigin(string Fidelity, string Hardware, string Recipes, string Version, DateTimeOffset Started);
