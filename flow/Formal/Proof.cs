namespace MixPe.Flow.Formal;

/// <summary>A claim about a design and the way to prove it.</summary>
/// <param name="Name">Its name: the unit, then what is proved of it.</param>
/// <param name="Run">Tries to prove it in a room of its own.</param>
public sealed record Proof(string Name, Func<ProofRoom, ProofOutcome> Run)
{
    /// <summary>Names of the proofs that it rests on: they run with it, and unless all hold it proves nothing.</summary>
    public IReadOnlyList<string> Lemmas { get; init; } = [];
}
