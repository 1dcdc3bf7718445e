namespace MixPe.Flow.Regress;

/// <summary>Proofs of a run.</summary>
/// <param name="Proved">Hold for every depth.</param>
/// <param name="Bounded">Hold up to a depth.</param>
/// <param name="Refuted">Do not hold.</param>
/// <param name="Skipped">Not attempted.</param>
public sealed record ProofTotals(long Proved, long Bounded, long Refuted, long Skipped);
