using MixPe.Generator.Designs;

namespace MixPe.Flow.Verify;

/// <summary>A check of one unit against the golden model.</summary>
/// <param name="Name">unit/what, as the test plan names it.</param>
/// <param name="Unit">The unit that is driven.</param>
/// <param name="Level">The least level that runs it.</param>
/// <param name="Summary">What is driven and compared, in one sentence.</param>
/// <param name="Applies">Whether a design has what is checked.</param>
/// <param name="Draw">The cases of a run, made one after the other while they are run; the same run draws the same.
/// </param>
public sealed record UnitCheck(
    string Name,
    string Unit,
    VerifyLevel Level,
    string Summary,
    Func<Design, bool> Applies,
    Func<CheckRun, IEnumerable<IScenario>> Draw)
{
    /// <summary>The unit's parameters, if they are not the default ones.</summary>
    public UnitVariant? Variant { get; init; }

    /// <summary>True if the check reads widths off the ports: it drives the unit at any parameters.</summary>
    public bool IsGeneric { get; init; }

    /// <summary>Number of the unit's input vectors, or of a PE's products, where the check's highest level runs all of them;
    /// 0 otherwise.</summary>
    public Func<Design, long> Space { get; init; } = _ => 0;
}
