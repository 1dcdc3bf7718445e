namespace MixPe.Flow.Formal;

/// <summary>What a proof found.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Method">The engine and the kind of argument.</param>
public sealed record ProofOutcome(ProofResult Result, string Method)
{
    /// <summary>Induction length or number of cycles; 0 for a combinational proof.</summary>
    public int Depth { get; init; }

    /// <summary>Why it was skipped, or what the result does not say.</summary>
    public string? Note { get; init; }

    /// <summary>Input values of the counterexample, one a line.</summary>
    public IReadOnlyList<string> Counterexample { get; init; } = [];
}
