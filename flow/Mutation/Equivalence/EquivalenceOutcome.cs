namespace MixPe.Flow.Mutation.Equivalence;

/// <summary>What an attempt to prove a mutant equivalent ended with.</summary>
public enum EquivalenceOutcome
{
    /// <summary>Equivalent.</summary>
    Proved,

    /// <summary>There are inputs, and perhaps a state, for which it differs.</summary>
    Differs,

    /// <summary>No answer in time.</summary>
    Unknown,
}
