using MixPe.Flow.Mutation.Netlists;

namespace MixPe.Flow.Mutation;

/// <summary>What of a unit is left outside when it is written for a proof: becomes ports.</summary>
/// <param name="Registers">Whether registers are, so that what is left is combinational.</param>
/// <param name="Instances">Which modules' instances are: what is equal before them is equal after them.</param>
public sealed record Boundary(bool Registers, Func<NetModule, bool> Instances);
