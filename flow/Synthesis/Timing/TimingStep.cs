namespace MixPe.Flow.Synthesis.Timing;

/// <summary>A cell on a path.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Pin">The output that the path leaves it by.</param>
/// <param name="Cell">Its type.</param>
/// <param name="DelayNs">What it adds, in ns.</param>
public sealed record TimingStep(string Instance, string Pin, string Cell, double DelayNs);
