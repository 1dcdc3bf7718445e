using System.Diagnostics;
using System.Globalization;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Tools;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Explore.Launch.Slurm;

/// <summary>Measures on a Slurm cluster: points go out in arrays of tasks, results come back as files in a shared directory.
/// </summary>
/// <remarks>Files alone say what is measured; Slurm is asked only which tasks may still bring some. So a run that was killed
/// goes on with the files and the tasks that are there, and a cluster without slurmdbd is enough.</remarks>
/// <param name="options">How.</param>
/// <param name="tell">Told what a user should know, a line at a time.</param>
/// <param name="note">Told how the tasks are doing, to be shown beside the progress.</param>
public sealed class SlurmLauncher(SlurmOptions options, Action<string> tell, Action<string> note) : ILauncher
{
    private const int LogLines = 10;

    private readonly SlurmCommands _queue = new(options.SearchPath);
    private readonly ShardFolder _folder = new(options.Folder);
    private readonly OpenWork _open = new();
    private readonly Dictionary<string, int> _tries = new(StringComparer.Ordinal);
    private readonly List<TaskArray> _arrays = [];
    private readonly List<SlurmTask> _tasks = [];
    private readonly HashSet<string> _keptLogs = new(StringComparer.Ordinal);
    private readonly Stopwatch _silence = new();
    private Stopwatch _asked = Stopwatch.StartNew();
    private TimeSpan _pause = options.FirstQuestion;
    private bool _isBegun;

    /// <inheritdoc/>
    public void Require() => _queue.Require();

    /// <inheritdoc/>
    public void Run(
        IReadOnlyList<PointWork> work, Action<WantedMeasurement, Measurement> done, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(done);
        _open.Begin(work);
        try
        {
            _folder.Create();
            if (!_isBegun)
            {
                TakeOver();
            }

            _open.Gather(_folder, done);
            Submit(_open.Missing(work, _tasks), options.PointsPerTask);
            while (_open.Count > 0)
            {
                cancellation.WaitHandle.WaitOne(options.Poll);
                cancellation.ThrowIfCancellationRequested();
                _open.Gather(_folder, done);
                if (_open.Count > 0 && _asked.Elapsed >= _pause)
                {
                    _pause = _pause * 2 < options.QueuePoll ? _pause * 2 : options.QueuePoll;
                    Follow(done);
                    _asked.Restart();
                }
            }

            // What has to end yet has nothing more to bring.
            _tasks.Clear();
            ForgetEnded();
        }
        catch when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C reaches Slurm's commands too: what one of them says of it is of no use.
            CancelAll();
            _open.Gather(_folder, done);
            throw new OperationCanceledException(cancellation);
        }
        catch
        {
            CancelAll();
            _folder.RemoveIfEmpty();
            throw;
        }
        finally
        {
            note("");
        }
    }

    /// <inheritdoc/>
    public void Finish()
    {
        if (!Directory.Exists(_folder.Path))
        {
            return;
        }

        try
        {
            if (!_isBegun)
            {
                // All was measured before: tasks of a run that was killed have nothing to bring.
                _folder.Create();
                TakeOver();
            }
        }
        catch (ToolException e)
        {
            tell(e.Message);
        }

        _folder.Remove(_keptLogs);
    }

    // What a run before left: its results are gathered like any other, its tasks that still may bring some are waited for.
    private void TakeOver()
    {
        _isBegun = true;
        foreach (TaskArray array in _folder.Arrays())
        {
            foreach (long job in _queue.Find(array.Job))
            {
                _tasks.AddRange(_queue.Tasks(job).Where(task => task.Index < array.Tasks.Count)
                    .Select(task => new SlurmTask(job, array, task.Index)));
            }
        }

        SlurmTask[] idle = [.. _tasks.Where(task => !_open.IsWanted(task))];
        _queue.Cancel([.. idle.Select(task => task.Id)]);
        _tasks.RemoveAll(idle.Contains);
        _arrays.AddRange(_folder.Arrays());
        ForgetEnded();
        if (_tasks.Count > 0)
        {
            tell(string.Create(CultureInfo.InvariantCulture, $"{_tasks.Count} tasks of the run before are waited for"));
        }
    }

    private void Submit(List<PointWork> work, int pointsPerTask)
    {
        if (work.Count == 0)
        {
            return;
        }

        // A space that would not fit into an array has more points in a task.
        int most = _queue.ArraySize();
        PointWork[][] tasks = [.. work.Chunk(Math.Max(pointsPerTask, (work.Count + most - 1) / most))];
        string job = string.Create(
            CultureInfo.InvariantCulture, $"mixpe-{options.Name}-{Guid.NewGuid().ToString("N")[..8]}");
        string command = string.Join(
            ' ', new[] { options.Self.File }.Concat(options.Self.Leading).Append(options.Verb).Select(ShellWord.Of));
        (TaskArray array, string script) = _folder.Write(job, options.Setup, tasks, command);
        _arrays.Add(array);
        string limit = options.TasksAtOnce is { } atOnce ? string.Create(CultureInfo.InvariantCulture, $"%{atOnce}") : "";

        // Of two the last one counts: what the user gives cannot undo what gathering needs. Tries are counted here alone.
        long number = _queue.Submit(
        [
            .. options.SbatchArguments,
            string.Create(CultureInfo.InvariantCulture, $"--array=0-{tasks.Length - 1}{limit}"),
            $"--job-name={job}", $"--output={_folder.LogPattern(job)}", $"--chdir={_folder.Path}", "--no-requeue", script,
        ]);
        _tasks.AddRange(tasks.Select((_, index) => new SlurmTask(number, array, index)));
        (_pause, _asked) = (options.FirstQuestion, Stopwatch.StartNew());
    }

    // Asks Slurm which tasks may still bring something, and sends out again what the others did not bring.
    private void Follow(Action<WantedMeasurement, Measurement> done)
    {
        List<(SlurmTask Task, TaskEnd End)> failed = [];
        List<QueuedTask> queued = [];
        foreach (IGrouping<long, SlurmTask> job in _tasks.GroupBy(task => task.Job).ToArray())
        {
            if (TryTasks(job.Key) is not { } tasks)
            {
                return;
            }

            queued.AddRange(tasks);
            HashSet<int> alive = [.. tasks.Select(task => task.Index)];
            foreach (SlurmTask task in job.Where(task => !alive.Contains(task.Index)))
            {
                task.EndedAt ??= DateTime.UtcNow;
            }
        }

        // What ended before Slurm was asked has written before that.
        _open.Gather(_folder, done);
        foreach (SlurmTask task in _tasks.Where(task => task.EndedAt is not null).ToArray())
        {
            if (!_open.IsWanted(task))
            {
                _tasks.Remove(task);
            }
            else if (_queue.End(task.Job, task.Index) is not { HasEnded: true } end)
            {
                // Queued once more between the two questions.
                task.EndedAt = null;
            }
            else if (end.State != TaskEnd.Completed || DateTime.UtcNow - task.EndedAt >= options.Grace)
            {
                _tasks.Remove(task);
                failed.Add((task, end));
            }
        }

        ForgetEnded();
        note(Words(queued));
        if (failed.Count > 0)
        {
            SendAgain(failed, done);
        }
    }

    private void SendAgain(IReadOnlyList<(SlurmTask Task, TaskEnd End)> failed, Action<WantedMeasurement, Measurement> done)
    {
        List<PointWork> again = [];
        foreach ((SlurmTask task, TaskEnd end) in failed)
        {
            string log = string.Concat(_folder.LastLines(task.Array.Job, task.Index, LogLines).Select(line => $"\n    {line}"));
            IReadOnlyList<PointWork> points = _open.Left(task);
            if (points.Count == 0)
            {
                continue;
            }

            int tries = points.Max(one => _tries[one.Point.Hash] = _tries.GetValueOrDefault(one.Point.Hash) + 1);
            string words = string.Create(
                CultureInfo.InvariantCulture,
                $"task {task.Id} ended without {points.Count} of its points: {end.Words}; try {tries} of {options.Tries}{log}");
            tell(words);
            again.AddRange(points.Where(one => _tries[one.Point.Hash] < options.Tries));
            PointWork[] lost = [.. points.Where(one => _tries[one.Point.Hash] >= options.Tries)];
            if (lost.Length > 0)
            {
                _keptLogs.Add(_folder.Log(task.Array.Job, task.Index));

                // Bad input and a missing tool are of no single point; nor is it a point's fault if no task comes to measure.
                if (end.ExitCode is "2:0" or "3:0" || (_open.Results == 0 && !_folder.HasBegun(task.Array.Job, task.Index)))
                {
                    throw new SlurmTaskException(words);
                }
            }

            foreach (WantedMeasurement wanted in _open.GiveUp(task, lost))
            {
                done(wanted, Measurement.None(MeasurementStatus.Failed, $"Slurm's task {task.Id} ended: {end.Words}"));
            }
        }

        // One point a task: what brings down its task takes no other one along.
        Submit(_open.Missing(again.DistinctBy(one => one.Point.Hash), _tasks), 1);
    }

    // Slurm's daemon may be away for some minutes, as for an update.
    private IReadOnlyList<QueuedTask>? TryTasks(long job)
    {
        try
        {
            IReadOnlyList<QueuedTask> tasks = _queue.Tasks(job);
            _silence.Reset();
            return tasks;
        }
        catch (ToolFailedException e) when (!_silence.IsRunning || _silence.Elapsed < options.Silence)
        {
            if (!_silence.IsRunning)
            {
                tell(e.Message);
                _silence.Start();
            }

            return null;
        }
    }

    private static string Words(List<QueuedTask> tasks)
    {
        QueuedTask[] waiting = [.. tasks.Where(task => task.IsWaiting)];
        string reason = waiting.Select(task => task.Reason).FirstOrDefault(reason => reason is not ("None" or "JobArrayTaskLimit")) ?? "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"tasks: {tasks.Count - waiting.Length} running, {waiting.Length} waiting{(reason.Length > 0 ? $" ({reason})" : "")}");
    }

    // Arrays none of whose tasks is waited for any more.
    private void ForgetEnded()
    {
        foreach (TaskArray array in _arrays.Where(array => _tasks.All(task => task.Array.Job != array.Job)).ToArray())
        {
            _folder.Forget(array);
            _arrays.Remove(array);
        }
    }

    private void CancelAll()
    {
        foreach (TaskArray array in _arrays)
        {
            try
            {
                _queue.CancelNamed(array.Job);
                _tasks.RemoveAll(task => task.Array.Job == array.Job);
            }
            catch (ToolException e)
            {
                tell($"{e.Message}\nthe tasks of {array.Job} go on: squeue --me shows them");
            }
        }

        ForgetEnded();
    }
}
