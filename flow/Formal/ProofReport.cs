namespace MixPe.Flow.Formal;

/// <summary>One proof of a design, done.</summary>
/// <param name="Name">Its name: the unit, then what is proved of it.</param>
/// <param name="Outcome">What it found.</param>
/// <param name="Seconds">Wall-clock time.</param>
/// <param name="Trace">The counterexample's waveform; null if there is none.</param>
public sealed record ProofReport(string Name, ProofOutcome Outcome, double Seconds, string? Trace)
{
    /// <summary>False for a proof that ran only because another one rests on it.</summary>
    public bool IsAsked { get; init; } = true;
}
