namespace MixPe.Flow.Regress;

/// <summary>A past run in the history.</summary>
/// <param name="Run">The run's own name: a resumed run replaces its row.</param>
/// <param name="Suite">The suite's name.</param>
/// <param name="Date">When it began.</param>
/// <param name="Commit">The commit, if known.</param>
/// <param name="Seconds">Wall-clock seconds at work.</param>
/// <param name="Passed">Tasks passed.</param>
/// <param name="Failed">Tasks failed.</param>
/// <param name="NotRun">Tasks not run.</param>
/// <param name="Cases">Cases.</param>
/// <param name="CasesPerSecond">Of them, a second.</param>
/// <param name="Failures">Mismatches and refuted proofs.</param>
/// <param name="MutationScore">Killed mutants of those not equivalent; null if none.</param>
public sealed record HistoryRow(
    string Run,
    string Suite,
    DateTimeOffset Date,
    string? Commit,
    double Seconds,
    int Passed,
    int Failed,
    int NotRun,
    long Cases,
    double CasesPerSecond,
    long Failures,
    double? MutationScore)
{
    /// <summary>The row of a run.</summary>
    public static HistoryRow Of(RunSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return new(
            summary.Run, summary.Suite, summary.Started, summary.Commit, summary.Seconds, summary.Passed, summary.Failed,
            summary.NotRun, summary.Cases, summary.CasesPerSecond, summary.Failures, summary.Mutation.Score);
    }
}
