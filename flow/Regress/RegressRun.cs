using System.Collections.Concurrent;
using System.Diagnostics;
using MixPe.Flow.Gemm;

namespace MixPe.Flow.Regress;

/// <summary>Runs one task; throws <see cref="OperationCanceledException"/> when cancelled.</summary>
/// <param name="task">The task.</param>
/// <param name="limits">The time that it has.</param>
/// <param name="cancellation">Kills it.</param>
public delegate Task<TaskOutcome> TaskRunner(RegressTask task, TaskLimits limits, CancellationToken cancellation);

/// <summary>Runs the tasks of a suite, several at a time, and keeps what is finished in a state file.</summary>
/// <param name="runner">Runs one task.</param>
public sealed class RegressRun(TaskRunner runner)
{
    private const string StateName = "state.jsonl";

    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);

    /// <summary>Runs a suite and writes nothing but its state.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told how far it is, once a second and after each task.</param>
    /// <param name="cancellation">Stops it: tasks at work are killed, and not run.</param>
    /// <returns>Every task, in the suite's order; what did not run says so.</returns>
    /// <exception cref="InputException">The state cannot be used.</exception>
    public async Task<RunResult> RunAsync(
        RegressSuite suite,
        RegressOptions options,
        IProgress<RegressProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(options);
        Directory.CreateDirectory(options.Out);
        using StateFile state = StateFile.Open(
            Path.Combine(options.Out, StateName), RunHead.New(suite, DateTimeOffset.UtcNow), options.Resume);
        Session session = new(suite, options, state);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task reporter = ReportAsync(session, progress, stop.Token);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Math.Max(1, options.Jobs)).Select(
                _ => Task.Run(() => WorkAsync(session, progress, cancellation), CancellationToken.None)))
                .ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reporter.ConfigureAwait(false);
        }

        return session.Result(cancellation.IsCancellationRequested);
    }

    private async Task WorkAsync(Session session, IProgress<RegressProgress>? progress, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested && session.Next() is var (task, limits))
        {
            try
            {
                session.Finish(await runner(task, limits, cancellation).ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }

            progress?.Report(session.Progress());
        }
    }

    private static async Task ReportAsync(
        Session session, IProgress<RegressProgress>? progress, CancellationToken cancellation)
    {
        if (progress is null)
        {
            return;
        }

        using PeriodicTimer timer = new(ReportInterval);
        try
        {
            do
            {
                progress.Report(session.Progress());
            }
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private sealed class Session
    {
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private readonly ConcurrentDictionary<string, TaskOutcome> _outcomes = new(StringComparer.Ordinal);
        private readonly ConcurrentQueue<RegressTask> _waiting;
        private readonly RegressSuite _suite;
        private readonly RegressOptions _options;
        private readonly StateFile _state;
        private readonly double _before;
        private readonly int _kept;

        public Session(RegressSuite suite, RegressOptions options, StateFile state)
        {
            (_suite, _options, _state) = (suite, options, state);
            foreach (StateRecord record in state.Finished)
            {
                _outcomes[record.Outcome.Id] = record.Outcome;
                _before = Math.Max(_before, record.Elapsed);
            }

            _kept = _outcomes.Count;
            _waiting = new(suite.Tasks.Where(task => !_outcomes.ContainsKey(task.Id)));
        }

        private double Elapsed => _before + _watch.Elapsed.TotalSeconds;

        private TimeSpan? Left => _options.Budget is { } budget ? budget - TimeSpan.FromSeconds(Elapsed) : null;

        public (RegressTask Task, TaskLimits Limits)? Next()
        {
            TimeSpan? left = Left;
            return !(left <= TimeSpan.Zero) && _waiting.TryDequeue(out RegressTask? task)
                ? (task, TaskLimits.For(task, left, _options.Grace))
                : null;
        }

        public void Finish(TaskOutcome outcome)
        {
            // What the budget stopped is not finished: a resumed run with more time runs it.
            if (outcome.Result != TaskEnd.NotRun)
            {
                _state.Append(new StateRecord(outcome, Elapsed));
            }

            _outcomes[outcome.Id] = outcome;
        }

        public RegressProgress Progress()
        {
            int done = _outcomes.Count;
            int total = _suite.Tasks.Count;
            double share = (double)done / total;
            TimeSpan? left = done > _kept ? _watch.Elapsed * ((double)(total - done) / (done - _kept)) : null;
            if (_options.Budget is { } budget && Left is { } rest)
            {
                share = Math.Max(share, Math.Min(1, Elapsed / budget.TotalSeconds));
                left = left < rest ? left : TimeSpan.FromSeconds(Math.Max(0, rest.TotalSeconds));
            }

            return new(done, total, _outcomes.Values.Count(outcome => outcome.Result == TaskEnd.Failed), share, left);
        }

        public RunResult Result(bool isStopped)
        {
            string reason = isStopped ? "the run was stopped" : "the budget ended before it";
            return new RunResult(
                _suite,
                _state.Head,
                [.. _suite.Tasks.Select(task => _outcomes.GetValueOrDefault(task.Id) ?? TaskOutcome.NotRun(task, reason))],
                _outcomes.Count > _kept ? Elapsed : _before,
                isStopped);
        }
    }
}
