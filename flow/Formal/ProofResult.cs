namespace MixPe.Flow.Formal;

/// <summary>How a proof ended.</summary>
public enum ProofResult
{
    /// <summary>The claim holds, for all operands and all time.</summary>
    Proved,

    /// <summary>The claim holds up to a number of cycles; beyond that nothing is known.</summary>
    Bounded,

    /// <summary>The claim does not hold: there is a counterexample.</summary>
    Refuted,

    /// <summary>Nothing is known: not attempted, or not closed within the time limit.</summary>
    Skipped,
}
