using System.Collections.Concurrent;
using MixPe.Flow.Regress;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Regress;

/// <summary>The scheduler, with tasks that take no time.</summary>
[TestFixture]
public sealed class RegressRunTests
{
    private static readonly RegressSuite Suite = Suites.Parse(Suites.Small);

    [Test]
    public async Task Runs_each_task_once_as_many_at_a_time_as_asked([Values(1, 3)] int jobs)
    {
        using ScratchFolder scratch = new();
        ConcurrentBag<string> ran = [];
        int active = 0, most = 0;
        RunResult result = await Run(
            scratch,
            async (task, _, cancellation) =>
            {
                int now = Interlocked.Increment(ref active);
                most = Math.Max(most, now);
                ran.Add(task.Id);
                await Task.Delay(20, cancellation);
                Interlocked.Decrement(ref active);
                return Suites.Passed(task);
            },
            new RegressOptions(scratch.Path) { Jobs = jobs });
        Assert.That(ran, Is.EquivalentTo(Suite.Tasks.Select(task => task.Id)));
        Assert.That(most, Is.LessThanOrEqualTo(jobs));
        Assert.That(RunSummary.Of(result, null) is { IsGood: true, NotRun: 0, Passed: 14 });
    }

    [Test]
    public async Task Stopped_and_resumed_it_runs_nothing_twice_and_loses_nothing()
    {
        using ScratchFolder scratch = new();
        ConcurrentDictionary<string, int> finished = new();
        RunResult result;
        int sessions = 0;
        do
        {
            using CancellationTokenSource stop = new();
            int left = 3;
            result = await Run(
                scratch,
                async (task, _, cancellation) =>
                {
                    if (Interlocked.Decrement(ref left) < 0)
                    {
                        await stop.CancelAsync();
                        await Task.Delay(Timeout.Infinite, cancellation);
                    }

                    finished.AddOrUpdate(task.Id, 1, (_, count) => count + 1);
                    return task.Kind == TaskKind.Prove ? Suites.Failed(task) : Suites.Passed(task);
                },
                new RegressOptions(scratch.Path) { Resume = true, Jobs = 2 },
                stop.Token);
            Assert.That(result.Outcomes.Select(outcome => outcome.Id), Is.EqualTo(Suite.Tasks.Select(task => task.Id)));
            Assert.That(result.Outcomes.Count(outcome => outcome.Result != TaskEnd.NotRun), Is.EqualTo(finished.Count));
            sessions++;
        }
        while (result.IsStopped);
        Assert.That(sessions, Is.GreaterThan(3));
        Assert.That(finished.Values, Is.All.EqualTo(1));
        Assert.That(finished, Has.Count.EqualTo(Suite.Tasks.Count));
        RunSummary summary = RunSummary.Of(result, null);
        Assert.That((summary.IsGood, summary.Failed, summary.Passed), Is.EqualTo((false, 1, 13)), "a failure is kept");
    }

    [Test]
    public async Task Without_resume_it_runs_anew()
    {
        using ScratchFolder scratch = new();
        int count = 0;
        for (int i = 0; i < 2; i++)
        {
            await Run(scratch, Count, new RegressOptions(scratch.Path));
        }

        Assert.That(count, Is.EqualTo(2 * Suite.Tasks.Count));

        Task<TaskOutcome> Count(RegressTask task, TaskLimits limits, CancellationToken cancellation)
        {
            Interlocked.Increment(ref count);
            return Task.FromResult(Suites.Passed(task));
        }
    }

    [Test]
    public async Task After_the_budget_nothing_starts_and_what_did_not_run_is_not_passed()
    {
        using ScratchFolder scratch = new();
        TimeSpan budget = TimeSpan.FromSeconds(1);
        ConcurrentBag<TaskLimits> given = [];
        RunResult result = await Run(
            scratch,
            async (task, limits, cancellation) =>
            {
                given.Add(limits);
                await Task.Delay(budget + TimeSpan.FromSeconds(0.2), cancellation);
                return Suites.Passed(task);
            },
            new RegressOptions(scratch.Path) { Budget = budget, Jobs = 2, Grace = TimeSpan.FromSeconds(5) });
        RunSummary summary = RunSummary.Of(result, null);
        Assert.That((summary.Passed, summary.NotRun, summary.Failed), Is.EqualTo((2, 12, 0)));
        Assert.That(given.Select(limits => limits.Budget), Is.All.LessThanOrEqualTo(budget));
        Assert.That(given.Select(limits => limits.IsCut), Is.All.True);
        Assert.That(result.Outcomes[^1].Reason, Does.Contain("budget"));

        // The budget is the whole run's: a resumed one has nothing left of it.
        result = await Run(
            scratch,
            (_, _, _) => throw new InvalidOperationException("nothing starts"),
            new RegressOptions(scratch.Path) { Budget = budget, Resume = true });
        Assert.That(RunSummary.Of(result, null).NotRun, Is.EqualTo(12));
    }

    [Test]
    public void Zero_cases_are_a_failure()
    {
        RunResult result = new(
            Suite, RunHead.New(Suite, DateTimeOffset.UnixEpoch),
            [.. Suite.Tasks.Select(task => TaskOutcome.NotRun(task, "no time"))], 1, false);
        Assert.That(RunSummary.Of(result, null).IsGood, Is.False);
    }

    [Test]
    public async Task Progress_reaches_the_end_and_tells_the_time_left()
    {
        using ScratchFolder scratch = new();
        ConcurrentQueue<RegressProgress> told = [];
        await new RegressRun((task, _, _) => Task.FromResult(Suites.Passed(task))).RunAsync(
            Suite, new RegressOptions(scratch.Path) { Jobs = 1 }, new Direct(told.Enqueue));
        Assert.That(told.Select(progress => progress.Done), Does.Contain(Suite.Tasks.Count));
        Assert.That(told.Where(progress => progress.Done > 0).Select(progress => progress.Left), Has.All.Not.Null);
    }

    private static Task<RunResult> Run(
        ScratchFolder scratch, TaskRunner runner, RegressOptions options, CancellationToken cancellation = default) =>
        new RegressRun(runner).RunAsync(Suite, options with { Out = scratch.Path }, null, cancellation);

    private sealed class Direct(Action<RegressProgress> report) : IProgress<RegressProgress>
    {
        public void Report(RegressProgress value) => report(value);
    }
}
