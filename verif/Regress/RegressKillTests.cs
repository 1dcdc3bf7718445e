using System.Diagnostics;
using System.Text.Json;
using MixPe.Cli;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Regress;

/// <summary>Whole runs as processes, killed and told to stop.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Self)]
[Platform("Linux")]
public sealed class RegressKillTests
{
    // Small arrays: what is tested is who dies and who does not.
    private const string Suite = """
        name: kill
        tasks:
          - run: simulate
            designs: [mixpe-w4a8]
            shapes: ["2,2,8"]
            seeds: [1..4]
            arguments: ["--set", "rows=1", "--set", "columns=1", "--set", "lanes=1", "--set", "group=4"]
        """;

    // 8e8 cycles on one PE: the tasks would outlive the test's patience by far.
    private static readonly string LongSuite = Suite.Replace("2,2,8", "2000,2000,200", StringComparison.Ordinal);

    private static readonly string[] Task =
    [
        "simulate", "mixpe-w4a8", "--gemm", "2,2,8", "--set", "rows=1", "--set", "columns=1", "--set", "lanes=1",
        "--set", "group=4",
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    public void Killed_at_random_moments_and_resumed_it_runs_nothing_twice_loses_nothing_and_leaves_no_orphan()
    {
        using ScratchFolder scratch = new();
        File.WriteAllText(scratch["s.yaml"], Suite);
        using (MixpeProcess build = new(scratch.Path, Task))
        {
            Assert.That(build.End().Code, Is.EqualTo(ExitCode.Done), "the model is in the cache before the kills begin");
        }

        Random random = new(4);
        string[] before = [];
        int kills = 0;
        for (; ; kills++)
        {
            using MixpeProcess run = new(scratch.Path, "regress", "s.yaml", "--out", "o", "--resume", "--json");
            if (kills < 2)
            {
                if (!run.Wait(TimeSpan.FromSeconds(1 + (2 * random.NextDouble()))))
                {
                    KillAndLookForOrphans(run);
                }
            }
            else
            {
                (int code, string output, string error) = run.End();
                Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")), output);
                Assert.That(JsonDocument.Parse(output).RootElement.GetProperty("passed").GetInt32(), Is.EqualTo(4));
                break;
            }

            string[] now = Whole(scratch["o/state.jsonl"]);
            Assert.That(now.Take(before.Length), Is.EqualTo(before), "nothing is lost");
            before = now;
        }

        string[] lines = Whole(scratch["o/state.jsonl"]);
        Assert.That(lines, Has.Length.EqualTo(1 + 4));
        Assert.That(
            lines.Skip(1).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("outcome").GetProperty("id").GetString()),
            Is.Unique, "nothing ran twice");
    }

    [TestCase(true, TestName = "Killed_while_a_task_compiles_it_leaves_nothing_at_work")]
    [TestCase(false, TestName = "Killed_while_a_task_simulates_it_leaves_nothing_at_work")]
    public void Killed_it_leaves_nothing_at_work(bool whileCompiling)
    {
        using ScratchFolder scratch = new();

        // A name of its own is in no cache.
        string name = whileCompiling ? $"k{Guid.NewGuid():N}"[..20] : "mixpe_w4a8";
        File.WriteAllText(
            scratch["s.yaml"],
            LongSuite.Replace("\"rows=1\"", $"\"rows=1\", \"--set\", \"name={name}\"", StringComparison.Ordinal));
        using MixpeProcess run = new(scratch.Path, "regress", "s.yaml", "--out", "o", "--jobs", "1");
        WaitFor(
            () => HasBegun(scratch["o/state.jsonl"])
                && MixpeProcess.Below(run.Id).Count >= (whileCompiling ? 2 : 1),
            "a task is at work");
        if (!whileCompiling)
        {
            Thread.Sleep(TimeSpan.FromSeconds(3));
        }

        Assert.That(MixpeProcess.Below(run.Id), Is.Not.Empty);
        KillAndLookForOrphans(run);
    }

    [Test]
    public void Told_to_stop_it_ends_its_tasks_and_says_what_did_not_run()
    {
        using ScratchFolder scratch = new();
        File.WriteAllText(scratch["s.yaml"], LongSuite);
        using MixpeProcess run = new(scratch.Path, "regress", "s.yaml", "--out", "o", "--json");

        // Below it is git, too, before the run begins.
        WaitFor(
            () => HasBegun(scratch["o/state.jsonl"]) && MixpeProcess.Below(run.Id).Count > 0, "a task runs");
        IReadOnlyList<int> below = MixpeProcess.Below(run.Id);
        using (Process.Start("kill", ["-INT", $"{run.Id}"]))
        {
        }

        (int code, string output, string error) = run.End();
        Assert.That((code, error), Is.EqualTo((ExitCode.Interrupted, "")));
        JsonElement json = JsonDocument.Parse(output).RootElement;
        Assert.That(json.GetProperty("is_stopped").GetBoolean());
        Assert.That(json.GetProperty("not_run").GetInt32(), Is.Positive);
        Assert.That(json.GetProperty("failed").GetInt32(), Is.Zero);
        WaitFor(() => !below.Any(MixpeProcess.IsAlive), "nothing is left at work");
        Assert.That(File.Exists(scratch["o/summary.html"]));
    }

    private static void KillAndLookForOrphans(MixpeProcess run)
    {
        IReadOnlyList<int> below = MixpeProcess.Below(run.Id);
        run.Kill();
        try
        {
            WaitFor(() => !below.Any(MixpeProcess.IsAlive), $"{below.Count} processes die with their parent");
        }
        finally
        {
            foreach (int process in below.Where(MixpeProcess.IsAlive))
            {
                using Process orphan = Process.GetProcessById(process);
                orphan.Kill();
            }
        }
    }

    // The run keeps its state to itself while it lasts.
    private static bool HasBegun(string state) => new FileInfo(state) is { Exists: true, Length: > 0 };

    private static string[] Whole(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        string text = File.ReadAllText(path);
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static void WaitFor(Func<bool> condition, string what)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.That(watch.Elapsed, Is.LessThan(Patience), what);
            Thread.Sleep(20);
        }
    }
}
