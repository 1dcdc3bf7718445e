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
    /// <summary>True if no check failed and at least one case was run.</summary>
    public bool IsPassed =>
        Checks.All(check => check.Status != CheckStatus.Failed) && Checks.Sum(check => check.Cases) > 0;
}
