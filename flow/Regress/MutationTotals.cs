namespace MixPe.Flow.Regress;

/// <summary>Mutants of a run.</summary>
/// <param name="Mutants">All.</param>
/// <param name="Killed">Found by a check.</param>
/// <param name="Equivalent">Proved equivalent to the design.</param>
/// <param name="Survived">Found by nothing.</param>
/// <param name="Score">Killed of those not proved equivalent, 0 to 1; null if there are none.</param>
public sealed record MutationTotals(long Mutants, long Killed, long Equivalent, long Survived, double? Score);
