namespace MixPe.Flow.Mutation;

/// <summary>What became of a unit's mutants.</summary>
/// <param name="Name">The unit.</param>
/// <param name="All">Number of mutants that could have been chosen.</param>
/// <param name="Results">Those that were, by number.</param>
/// <param name="BuildSeconds">Time to read and verilate the unit.</param>
/// <param name="RunSeconds">Time to run the checks.</param>
/// <param name="ProofSeconds">Time to prove survivors equivalent.</param>
public sealed record UnitScore(
    string Name,
    int All,
    IReadOnlyList<MutantResult> Results,
    double BuildSeconds,
    double RunSeconds,
    double ProofSeconds)
{
    /// <summary>Number of mutants that ran.</summary>
    public int Mutants => Results.Count;

    /// <summary>Number of mutants that a check found.</summary>
    public int Killed => Count(MutantFate.Killed);

    /// <summary>Number of mutants proved to compute the same as the unit.</summary>
    public int Equivalent => Count(MutantFate.Equivalent);

    /// <summary>Number of mutants left.</summary>
    public int Survived => Count(MutantFate.Survived);

    /// <summary>Killed of those that are not proved equivalent, 0 to 1; 1 if there is none.</summary>
    public double Score => Mutants == Equivalent ? 1 : (double)Killed / (Mutants - Equivalent);

    /// <summary>The survivors.</summary>
    public IEnumerable<MutantResult> Survivors => Results.Where(result => result.Fate == MutantFate.Survived);

    private int Count(MutantFate fate) => Results.Count(result => result.Fate == fate);
}
