namespace MixPe.Flow.Regress;

/// <summary>How one task ended.</summary>
/// <param name="Id">Of <see cref="RegressTask.Id"/>.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Figures">What it counted.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Reason">Why it failed or did not run; empty if it passed.</param>
public sealed record TaskOutcome(string Id, TaskEnd Result, TaskFigures Figures, double Seconds, string Reason)
{
    /// <summary>A task that did not run.</summary>
    public static TaskOutcome NotRun(RegressTask task, string reason)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new(task.Id, TaskEnd.NotRun, new TaskFigures(0, 0), 0, reason);
    }
}
