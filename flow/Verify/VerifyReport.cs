using MixPe.Flow.Verify.Coverage;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Verify;

/// <summary>What came of verifying a design.</summary>
/// <param name="Design">The design.</param>
/// <param name="Level">How much was asked for.</param>
/// <param name="Seed">Seed of the random choices.</param>
/// <param name="Checks">Every check, in order.</param>
/// <param name="Functional">Classes of stimulus that were seen.</param>
/// <param name="Structural">Lines and toggles, if they were counted.</param>
public sealed record VerifyReport(
    Design Design,
    VerifyLevel Level,
    int Seed,
    IReadOnlyList<CheckResult> Checks,
    FunctionalCoverage Functional,
    StructuralCoverage? Structural)
{
    /// <summary>Files of kept cases that were not run: no unit of the design is the one that they were found on.</summary>
    public IReadOnlyList<string> KeptElsewhere { get; init; } = [];

    /// <summary>True if the budget ended before all that was asked for was done.</summary>
    public bool IsCut { get; init; }

    /// <summary>True if every check ran to its end and none failed.</summary>
    public bool IsPassed => Checks.Count > 0 && Checks.All(check => check.Status == CheckStatus.Passed);
}
