using MixPe.Sim.Processes;

namespace MixPe.Flow.Regress;

/// <summary>Runs a task as a process of its own: a crash or a kill takes down that task alone.</summary>
/// <param name="self">How to start this tool.</param>
/// <param name="folder">Takes a folder a task that leaves files: two tasks of one design must not share it.</param>
public sealed class TaskProcess(SelfCommand self, string folder)
{
    /// <summary>Runs a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="limits">The time that it has.</param>
    /// <param name="cancellation">Kills it, and all that it started.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="ToolNotFoundException">The tool's own file is gone.</exception>
    public async Task<TaskOutcome> RunAsync(RegressTask task, TaskLimits limits, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(limits);
        int process = 0;
        ToolCommand command = new(
            new ExternalTool(self.File, "this version", "start mixpe by its path"),
            [.. self.Leading, .. task.Arguments(limits.Budget, Folder(task))])
        {
            Timeout = limits.Kill,
            HoldInput = true,
            Environment = new Dictionary<string, string> { [ParentWatch.Variable] = "1" },
            OnStart = id => process = id,
        };
        try
        {
            return TaskJudge.Of(task, limits, await ToolProcess.RunAsync(command, cancellation).ConfigureAwait(false));
        }
        catch (ToolFailedException)
        {
            return TaskJudge.OfKilled(task, limits);
        }
        finally
        {
            // A task that crashed leaves its compilers and solvers at work.
            ProcessGroup.KillAll(process);
        }
    }

    private string Folder(RegressTask task) =>
        Path.Combine(folder, string.Concat(task.Id.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' ? c : '-')));
}
