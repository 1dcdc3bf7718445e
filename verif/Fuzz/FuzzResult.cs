using MixPe.Generator.Bundles;

namespace MixPe.Verif.Fuzz;

/// <summary>What became of a file.</summary>
/// <param name="Bundle">Its bundle, if it was accepted.</param>
/// <param name="Fault">What is wrong with the tool; null if nothing.</param>
/// <param name="LoadSeconds">How long reading it took.</param>
internal sealed record FuzzResult(RtlBundle? Bundle, string? Fault, double LoadSeconds);
