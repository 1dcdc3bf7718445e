using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json;
using MixPe.Cli;
using MixPe.Flow.Explore.Launch.Slurm;
using MixPe.Verif.Cli;
using MixPe.Verif.Regress;
using NUnit.Framework;

namespace MixPe.Verif.Explore.Slurm;

/// <summary>Whole runs on a cluster that the tests start, beside the same runs in one process.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Self)]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
public sealed class SlurmLauncherTests
{
    private const string Space = """
        name: tasks
        base: mixpe-w4a8
        vary:
          weights: [uint2, uint3, uint4, uint5]
          group: [16, 32, 64, 128]
          fused: [false, true]
        references: [mixpe-w4a8, mxfp4]
        """;

    private const string Search = """
        name: search
        base: mixpe-w4a8
        vary:
          weights: [uint2, uint3, uint4, uint5, uint6]
          group: [16, 32, 64, 128]
          activations: [int8, int4]
        sampling: {method: search, count: 12, seed: 3}
        """;

    private const int Points = 33;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Files = ["points.csv", "front.svg"];
    private static readonly string[] Fidelity = ["--fidelity-only", "--model", "synthetic", "--json"];

    private OneMachineSlurm _cluster = null!;
    private ScratchFolder _scratch = null!;

    [OneTimeSetUp]
    public void Start()
    {
        _cluster = OneMachineSlurm.Start(cpus: 1, nodes: 2);
        _scratch = new ScratchFolder();
        File.WriteAllText(_scratch["tasks.yaml"], Space);
        File.WriteAllText(_scratch["search.yaml"], Search);
        using MixpeProcess local = new(_scratch.Path, ["explore", "tasks.yaml", .. Fidelity, "--out", "local"]);
        Assert.That(local.End().Code, Is.EqualTo(ExitCode.Done));
    }

    [OneTimeTearDown]
    public void Stop()
    {
        _cluster?.Dispose();
        _scratch?.Dispose();
    }

    [Test]
    public void A_search_takes_the_same_way_on_a_cluster()
    {
        using MixpeProcess local = new(_scratch.Path, ["explore", "search.yaml", .. Fidelity, "--out", "search-local"]);
        Assert.That(local.End().Code, Is.EqualTo(ExitCode.Done));
        using MixpeProcess run = Launch("search.yaml", "search", "--partition=main", "--shared", "shared", "--points-per-task", "4");
        Ends(run, 12);
        Alike("search", "search-local");
        Assert.That(Directory.GetFileSystemEntries(_scratch["shared"]), Is.Empty, "all of it was removed");
    }

    [Test]
    public void A_task_that_is_killed_is_sent_out_again_and_every_figure_is_that_of_a_local_run()
    {
        using MixpeProcess run = Launch(
            "tasks.yaml", "worker", "--points-per-task", "9", "--jobs", "1", "--sbatch-args=--nice=1 --comment=\"two words\"");
        int killed = WaitForWorker(run, "worker");
        using (Process worker = Process.GetProcessById(killed))
        {
            worker.Kill();
        }

        string error = Ends(run, Points);
        Assert.That(error, Does.Match(@"task [0-9]+_[0-9]+ ended without [1-9] of its points: FAILED, exit code 0:9, on node[01]; try 1 of 3"));
        Alike("worker", "local");
    }

    [Test]
    public void A_task_that_is_cancelled_is_sent_out_again()
    {
        using MixpeProcess run = Launch("tasks.yaml", "cancelled", "--points-per-task", "11", "--jobs", "1");
        Hold(WaitForWorker(run, "cancelled"));
        string task = _cluster.Ask(SlurmTools.Squeue, "--noheader", "--states=RUNNING", "--array", "--format=%F_%K").Split('\n')[0];
        _cluster.Ask(SlurmTools.Scancel, task);
        string error = Ends(run, Points);
        Assert.That(error, Does.Contain("ended without").And.Contain(": CANCELLED").And.Contain("try 1 of 3"));
        Alike("cancelled", "local");
    }

    [Test]
    public void A_task_that_is_preempted_is_sent_out_again()
    {
        using MixpeProcess run = Launch("tasks.yaml", "preempted", "--points-per-task", "11", "--partition", "main", "--jobs", "1");
        Hold(WaitForWorker(run, "preempted"));
        _cluster.Ask(SlurmTools.Sbatch, "--partition=urgent", "--output=/dev/null", "--nodes=2", "--wrap", "true");
        string error = Ends(run, Points);
        Assert.That(error, Does.Contain("ended without").And.Contain(": PREEMPTED").And.Contain("try 1 of 3"));
        Alike("preempted", "local");
    }

    [Test]
    public void A_run_that_is_killed_leaves_its_tasks_at_work_and_goes_on_with_them()
    {
        string[] options = ["--points-per-task", "6", "--jobs", "2"];
        using (MixpeProcess run = Launch("tasks.yaml", "controller", options))
        {
            WaitForWorker(run, "controller");
            run.Kill();
        }

        Assert.That(_cluster.Ask(SlurmTools.Squeue, "--noheader"), Is.Not.Empty, "what is handed over goes on");
        Assert.That(File.Exists(_scratch["controller/points.csv"]), Is.False, "it was not finished");
        using MixpeProcess again = Launch("tasks.yaml", "controller", options);
        string error = Ends(again, Points);
        Assert.That(error, Does.Match(@"\A[1-9] tasks of the run before are waited for\n\z"), "no second task for the same points");
        Alike("controller", "local");
    }

    [Test]
    public void Ctrl_C_cancels_the_tasks_and_the_same_command_goes_on()
    {
        using (MixpeProcess run = Launch("tasks.yaml", "stopped", "--points-per-task", "6", "--jobs", "1"))
        {
            WaitForWorker(run, "stopped");
            Process.Start("kill", ["-INT", run.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
            (int code, _, string error) = End(run);
            Assert.That(code, Is.EqualTo(ExitCode.Interrupted), error);
            Assert.That(error, Is.EqualTo("stopped; what is measured is kept, and the same command goes on\n"));
        }

        WaitFor(() => _cluster.Ask(SlurmTools.Squeue, "--noheader").Length == 0);
        using MixpeProcess again = Launch("tasks.yaml", "stopped");
        Assert.That(Ends(again, Points), Is.Empty);
        Alike("stopped", "local");
    }

    [Test]
    public void A_task_that_never_brings_anything_ends_the_run_with_the_end_of_its_log()
    {
        using MixpeProcess run = Launch(
            "tasks.yaml", "crash", "--tries", "1", "--points-per-task", "1",
            "--sbatch-args=--export=NONE,DOTNET_GCHeapHardLimit=100000,HOME=/root");
        (int code, _, string error) = End(run);
        Assert.That(code, Is.EqualTo(ExitCode.ToolFailed));
        Assert.That(error, Does.Contain("FAILED, exit code").And.Contain("try 1 of 1").And.Contain("GC heap initialization failed"));
        Assert.That(_cluster.Ask(SlurmTools.Squeue, "--noheader", "--states=PENDING,RUNNING"), Is.Empty, "the others are cancelled");
    }

    [Test]
    public void What_slurm_refuses_is_told_in_its_words()
    {
        using MixpeProcess run = Launch("tasks.yaml", "refused", "--partition", "nowhere");
        (int code, _, string error) = End(run);
        Assert.That(code, Is.EqualTo(ExitCode.ToolFailed));
        Assert.That(error, Does.Contain("sbatch").And.Contain("invalid partition specified: nowhere"));
        Assert.That(Directory.Exists(_scratch["refused/slurm"]), Is.False, "nothing was sent out");
    }

    private MixpeProcess Launch(string space, string directory, params string[] options) => new(
        _scratch.Path,
        $"{Environment.GetEnvironmentVariable("PATH")}",
        ["explore", space, .. Fidelity, "--launcher", "slurm", "--out", directory, .. options],
        $"SLURM_CONF={_cluster.Configuration}");

    // A launcher that waits for what never comes must not stop all tests.
    private static (int Code, string Output, string Error) End(MixpeProcess run)
    {
        Assert.That(run.Wait(2 * Patience), Is.True, "it does not end");
        return run.End();
    }

    private static string Ends(MixpeProcess run, int points)
    {
        (int code, string output, string error) = End(run);
        Assert.That(code, Is.EqualTo(ExitCode.Done), error);
        Assert.That(JsonDocument.Parse(output).RootElement.GetProperty("points").GetInt32(), Is.EqualTo(points));
        return error;
    }

    private void Alike(string directory, string local)
    {
        foreach (string file in Files)
        {
            Assert.That(File.ReadAllText(_scratch[$"{directory}/{file}"]), Is.EqualTo(File.ReadAllText(_scratch[$"{local}/{file}"])));
        }

        Assert.That(Directory.Exists(_scratch[$"{directory}/slurm"]), Is.False, "nothing is left");
    }

    // A process that measures a shard of a run, one of whose points is measured.
    // Its points take less time than Slurm to end it: a stopped one cannot be done before. Slurm lets it go on with its signal.
    private static void Hold(int worker) =>
        Process.Start("kill", ["-STOP", worker.ToString(CultureInfo.InvariantCulture)]).WaitForExit();

    private int WaitForWorker(MixpeProcess run, string directory)
    {
        int found = 0;
        WaitFor(() =>
        {
            Assert.That(run.Wait(TimeSpan.Zero), Is.False, "it ended before a task began");
            found = Workers(_scratch[$"{directory}/slurm"]).FirstOrDefault();
            return found > 0;
        });
        return found;
    }

    private static IEnumerable<int> Workers(string shards)
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (Text(Path.Combine(folder, "cmdline")).Split('\0') is [.., "explore-worker", var shard, ""]
                && shard.StartsWith(shards, StringComparison.Ordinal)
                && Text(Path.ChangeExtension(shard, "log")).Contains("fidelity measured", StringComparison.Ordinal))
            {
                yield return int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
            }
        }
    }

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, has not begun, or is no process.
            return "";
        }
    }

    private static void WaitFor(Func<bool> condition)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.That(watch.Elapsed, Is.LessThan(Patience));
            Thread.Sleep(10);
        }
    }
}
