using System.Numerics;

namespace MixPe.Flow.Formal;

/// <summary>What the algebraic prover found: not understood, a counterexample, or neither, which is a proof.</summary>
/// <param name="NotUnderstood">Why no rule fitted; null if one always did.</param>
/// <param name="Ones">The leaves that are 1 in a counterexample; null if there is none.</param>
/// <param name="Want">The specification's value there.</param>
/// <param name="Got">The netlist's value there.</param>
internal sealed record AlgebraicVerdict(string? NotUnderstood, IReadOnlySet<int>? Ones, BigInteger Want, BigInteger Got)
{
    /// <summary>True if the claim is proved.</summary>
    public bool IsProved => NotUnderstood is null && Ones is null;
}
