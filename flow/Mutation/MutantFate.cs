namespace MixPe.Flow.Mutation;

/// <summary>How a mutant ended.</summary>
public enum MutantFate
{
    /// <summary>A check found it.</summary>
    Killed,

    /// <summary>It computes the same as the unit: proved.</summary>
    Equivalent,

    /// <summary>No check found it, and it is not proved equivalent.</summary>
    Survived,
}
