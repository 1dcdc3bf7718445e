namespace MixPe.Flow.Regress;

/// <summary>The time that a task has.</summary>
/// <param name="Budget">What it is told to fill; null if it knows none.</param>
/// <param name="Kill">When it is killed.</param>
/// <param name="IsCut">True when the suite's budget leaves it less than it would have by itself.</param>
public sealed record TaskLimits(TimeSpan? Budget, TimeSpan Kill, bool IsCut)
{
    /// <summary>The limits of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="left">What is left of the suite's budget; null without one.</param>
    /// <param name="grace">What a task may take beyond the budget that it was given: it has models to build.</param>
    public static TaskLimits For(RegressTask task, TimeSpan? left, TimeSpan grace)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (left is not { } rest)
        {
            return new(task.Budget, task.Timeout, false);
        }

        // Only verify knows how to fill a given time.
        TimeSpan? budget = task.Kind != TaskKind.Verify ? null
            : task.Budget is { } own && own <= rest ? own
            : rest;
        TimeSpan kill = rest + grace;
        bool isCut = kill < task.Timeout || (budget < task.Budget);
        return new(budget, kill < task.Timeout ? kill : task.Timeout, isCut);
    }
}
