using MixPe.Flow.Tools;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Regress;

/// <summary>Turns what a process left into an outcome.</summary>
public static class TaskJudge
{
    private const int ReportedLines = 20;

    /// <summary>Judges a process that ended by itself.</summary>
    /// <param name="task">Its task.</param>
    /// <param name="limits">The time that it had.</param>
    /// <param name="result">What it left.</param>
    public static TaskOutcome Of(RegressTask task, TaskLimits limits, ToolResult result)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(result);
        TaskFigures figures = new(0, 0);
        string reason = "";
        try
        {
            figures = FigureReader.Read(task.Kind, result.Output);
        }
        catch (FormatException e)
        {
            reason = e.Message;
        }

        // A verify that says itself that its budget ended too soon must not pass, but it has found nothing.
        bool isEmpty = reason.Length == 0 && figures is { Cases: 0, Failures: 0 };
        if (limits.IsCut && figures is { IsCut: true, Failures: 0 } && result.ExitCode <= 1)
        {
            return TaskOutcome.NotRun(task, "the budget ended before all its checks had run");
        }

        if (result.ExitCode != 0)
        {
            string how = result.ExitCode > 128 ? $"ended by signal {result.ExitCode - 128}" : $"exit code {result.ExitCode}";
            string last = string.Join('\n', Tail(result.Errors));
            how += isEmpty ? ": no case was run" : "";
            reason = last.Length > 0 ? $"{how}\n{last}" : how;
        }
        else if (reason.Length == 0 && figures.Failures > 0)
        {
            reason = $"{figures.Failures} failures, and yet exit code 0";
        }
        else if (reason.Length == 0 && figures.Cases == 0)
        {
            reason = "no case was run";
        }

        return new TaskOutcome(
            task.Id, reason.Length == 0 ? TaskEnd.Passed : TaskEnd.Failed, figures, result.Elapsed.TotalSeconds, reason);
    }

    /// <summary>Judges a process that passed its time and was killed.</summary>
    /// <inheritdoc cref="Of"/>
    public static TaskOutcome OfKilled(RegressTask task, TaskLimits limits)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(limits);
        return limits.IsCut
            ? TaskOutcome.NotRun(task, "stopped: the budget ended while it ran")
            : new TaskOutcome(
                task.Id, TaskEnd.Failed, new TaskFigures(0, 0), limits.Kill.TotalSeconds,
                $"killed after its time limit of {Duration.Text(limits.Kill)}");
    }

    private static IEnumerable<string> Tail(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(ReportedLines);
}
