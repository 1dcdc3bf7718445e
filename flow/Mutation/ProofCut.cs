using MixPe.Flow.Mutation.Netlists;

namespace MixPe.Flow.Mutation;

/// <summary>How a unit is written for a proof: combinational, its registers are ports.</summary>
/// <param name="Site">The one place that can be made wrong; numbers stay.</param>
/// <param name="Opens">The modules that are not mutated whose instances are written too. The others are outside as registers are:
/// what is equal before them is equal after them.</param>
public sealed record ProofCut(int Site, Func<NetModule, bool> Opens);
