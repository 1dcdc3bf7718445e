namespace MixPe.Flow.Mutation;

/// <summary>A mutant and how it ended.</summary>
/// <param name="Mutant">The mutant.</param>
/// <param name="Fate">How it ended.</param>
/// <param name="Check">The check that found it; empty if none did.</param>
/// <param name="Scenario">The check's scenario that found it, from 0.</param>
/// <param name="Cycle">Cycle or vector of that scenario.</param>
/// <param name="Words">What differed, how it was proved equivalent, or why it was not.</param>
public sealed record MutantResult(
    Mutant Mutant, MutantFate Fate, string Check, int Scenario, int Cycle, string Words)
{
    /// <summary>Why it is no fault of the checks that it survived; null if nobody has explained it.</summary>
    public string? Reason { get; init; }
}
