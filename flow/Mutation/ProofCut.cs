namespace MixPe.Flow.Mutation;

/// <summary>How a unit is written for a proof: combinational, its registers are ports.</summary>
/// <param name="Site">The one place that can be made wrong; numbers stay.</param>
/// <param name="IsOpen">Whether instances of modules that are not mutated are written too. Otherwise they are outside as
/// registers are: what is equal before them is equal after them.</param>
public sealed record ProofCut(int Site, bool IsOpen);
