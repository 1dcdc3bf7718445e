namespace MixPe.Flow.Regress;

/// <summary>What a run shows: summary.json, and what the other reports are made from.</summary>
/// <param name="Suite">The suite's name.</param>
/// <param name="Hash">The suite's hash.</param>
/// <param name="Run">The run's own name.</param>
/// <param name="Started">When it began.</param>
/// <param name="Commit">The commit, if known.</param>
/// <param name="IsStopped">True when it was told to stop.</param>
/// <param name="Seconds">Wall-clock seconds at work, all sessions together.</param>
/// <param name="Tasks">Number of tasks.</param>
/// <param name="Passed">Tasks passed.</param>
/// <param name="Failed">Tasks failed.</param>
/// <param name="NotRun">Tasks not run: not passed.</param>
/// <param name="Cases">Cases compared by verify and simulate.</param>
/// <param name="CasesPerSecond">Of them, a second of wall-clock time.</param>
/// <param name="Failures">Mismatches and refuted proofs.</param>
/// <param name="Proofs">Proofs.</param>
/// <param name="Mutation">Mutants.</param>
/// <param name="Results">Every task, in the suite's order.</param>
public sealed record RunSummary(
    string Suite,
    string Hash,
    string Run,
    DateTimeOffset Started,
    string? Commit,
    bool IsStopped,
    double Seconds,
    int Tasks,
    int Passed,
    int Failed,
    int NotRun,
    long Cases,
    double CasesPerSecond,
    long Failures,
    ProofTotals Proofs,
    MutationTotals Mutation,
    IReadOnlyList<SummaryTask> Results)
{
    /// <summary>True when something ran and nothing failed; what did not run is listed, and does not count.</summary>
    public bool IsGood => Failed == 0 && Results.Any(task => task.Result == TaskEnd.Passed && task.Figures.Cases > 0);

    /// <summary>Makes the summary of a run.</summary>
    /// <param name="result">What it left.</param>
    /// <param name="commit">The commit, if known.</param>
    public static RunSummary Of(RunResult result, string? commit)
    {
        ArgumentNullException.ThrowIfNull(result);
        SummaryTask[] tasks = [.. result.Suite.Tasks.Zip(result.Outcomes, Task)];
        TaskFigures cases = Sum(tasks, TaskKind.Verify) + Sum(tasks, TaskKind.Simulate);
        TaskFigures proofs = Sum(tasks, TaskKind.Prove);
        TaskFigures mutants = Sum(tasks, TaskKind.Mutate);
        long countable = mutants.Cases - mutants.Equivalent;
        return new RunSummary(
            result.Suite.Name,
            result.Suite.Hash,
            result.Head.Run,
            result.Head.Started,
            commit,
            result.IsStopped,
            Math.Round(result.Seconds, 3),
            tasks.Length,
            tasks.Count(task => task.Result == TaskEnd.Passed),
            tasks.Count(task => task.Result == TaskEnd.Failed),
            tasks.Count(task => task.Result == TaskEnd.NotRun),
            cases.Cases,
            result.Seconds > 0 ? Math.Round(cases.Cases / result.Seconds, 3) : 0,
            cases.Failures + proofs.Failures,
            new ProofTotals(proofs.Proved, proofs.Bounded, proofs.Failures, proofs.Skipped),
            new MutationTotals(
                mutants.Cases, mutants.Killed, mutants.Equivalent, mutants.Survived,
                countable > 0 ? Math.Round((double)mutants.Killed / countable, 6) : null),
            tasks);
    }

    private static SummaryTask Task(RegressTask task, TaskOutcome outcome) => new(
        task.Id,
        task.Kind,
        task.Design,
        task.Level,
        task.Shape,
        task.Seed,
        outcome.Result,
        outcome.Figures,
        Math.Round(outcome.Seconds, 3),
        outcome.Reason,
        string.Join(' ', ["mixpe", .. (task with { Source = task.Design }).Arguments(task.Budget)]));

    private static TaskFigures Sum(IEnumerable<SummaryTask> tasks, TaskKind kind) => tasks
        .Where(task => task.Run == kind)
        .Select(task => task.Figures)
        .Aggregate(new TaskFigures(0, 0), TaskFigures.Add);
}
