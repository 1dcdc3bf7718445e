using MixPe.Flow.Verify;

namespace MixPe.Flow.Mutation;

/// <summary>What is mutated, and how much.</summary>
public sealed record MutationOptions
{
    /// <summary>The one unit; null for all that the design has.</summary>
    public string? Unit { get; init; }

    /// <summary>Most mutants a unit.</summary>
    public int Count { get; init; } = 1000;

    /// <summary>Determines which mutants, and what the checks draw.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Mutants at once.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>What a mutant is run against.</summary>
    public VerifyLevel Level { get; init; } = VerifyLevel.Quick;

    /// <summary>The checks that may be used; all of them if left out.</summary>
    public Func<UnitCheck, bool> Uses { get; init; } = _ => true;

    /// <summary>Longest time for a first attempt to prove a mutant equivalent, before all checks have run.</summary>
    public TimeSpan FirstProofLimit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Longest time for the last attempt to prove a survivor equivalent.</summary>
    public TimeSpan ProofLimit { get; init; } = TimeSpan.FromSeconds(20);
}
