using System.Runtime.Versioning;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Launch;
using MixPe.Flow.Explore.Launch.Slurm;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Regress;
using MixPe.Sim.Processes;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Explore.Slurm;

/// <summary>The launcher beside scripts that answer as Slurm does when things go wrong.</summary>
[TestFixture]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
public sealed class SlurmCommandTests
{
    // scontrol still knows how a task ended; scontrol has forgotten; sacct keeps it; there are no accounts.
    private const string Knows =
        "[ \"$code\" = 0 ] && state=COMPLETED || state=FAILED; echo \"JobId=1 JobState=$state Reason=None ExitCode=$code:0 NodeList=far\"";

    private const string Forgot = "echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1";
    private const string Keeps = "echo 'CANCELLED by 1000|0:15|near'";
    private const string None = "echo 'Slurm accounting storage is disabled' >&2; exit 1";
    private static readonly DesignPoint Point = Spaces.Point("mixpe-w4a8");

    [Test]
    public void Figures_arrive_as_they_are_and_nothing_is_left()
    {
        using ScratchFolder scratch = new();
        Outcome outcome = Launch(scratch, new FakeSlurm(scratch, Knows, None), "measured $key", 5);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Done.Keys, Is.EquivalentTo(["key0", "key1", "key2", "key3", "key4"]));
            Assert.That(outcome.Done["key3"].Figures, Is.EqualTo(
                new Dictionary<string, double> { ["sqnr_db"] = 1.5, ["cosine"] = double.PositiveInfinity }));
            Assert.That(outcome.Told, Is.Empty);
            Assert.That(outcome.Slurm.Submitted, Has.Count.EqualTo(1));
            Assert.That(outcome.Slurm.Submitted[0], Does.Match(
                @"\A--parsable --partition=p --array=0-2%7 --job-name=mixpe-s-[0-9a-f]{8} --output=\S+-%a\.log --chdir=\S+ --no-requeue \S+\.sh\z"));
            Assert.That(Directory.Exists(scratch["shared"]), Is.False);
        }
    }

    [TestCase(Knows, None, "FAILED, exit code 9:0, on far")]
    [TestCase(Forgot, Keeps, "CANCELLED, exit code 0:15, on near")]
    [TestCase(Forgot, None, "LOST")]
    public void A_point_that_brings_down_its_task_goes_out_again_and_fails_in_the_end_alone(string scontrol, string sacct, string end)
    {
        using ScratchFolder scratch = new();
        Outcome outcome = Launch(
            scratch, new FakeSlurm(scratch, scontrol, sacct), "[ $key = key2 ] && echo it breaks && exit 9; measured $key", 6);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(outcome.Done, Has.Count.EqualTo(6));
            Assert.That(outcome.Done.Where(one => one.Value.Status == MeasurementStatus.Failed).Select(one => one.Key), Is.EqualTo(["key2"]));
            Assert.That(outcome.Done["key2"].Message, Is.EqualTo($"Slurm's task 3_0 ended: {end}"));

            // Two points a task first: key3 was behind key2.
            Assert.That(outcome.Slurm.Submitted.Select(line => line.Split("--array=")[1].Split(' ')[0]), Is.EqualTo(["0-2%7", "0-1%7", "0-0%7"]));
            Assert.That(outcome.Told, Has.Count.EqualTo(3));
            Assert.That(outcome.Told[0], Is.EqualTo($"task 1_1 ended without 2 of its points: {end}; try 1 of 3\n    it breaks"));
            Assert.That(outcome.Told[2], Does.StartWith("task 3_0 ended without 1 of its points").And.Contain("try 3 of 3"));
            Assert.That(Directory.GetFiles(scratch["shared"]), Has.Length.EqualTo(1).And.One.EndsWith("-0.log"), "the last log stays");
        }
    }

    [TestCase(9, true)]
    [TestCase(2, false)]
    [TestCase(3, false)]
    public void What_is_not_the_fault_of_a_point_ends_the_run(int code, bool isFromTheFirst)
    {
        using ScratchFolder scratch = new();
        FakeSlurm slurm = new(scratch, Knows, None);
        slurm.Hold(2);
        string worker = isFromTheFirst ? $"exit {code}" : $"[ $key = key1 ] && echo no yosys && exit {code}; measured $key";
        Assert.That(
            () => Launch(scratch, slurm, worker, 6),
            Throws.TypeOf<SlurmTaskException>().With.Message.Contains($"FAILED, exit code {code}:0, on far; try 3 of 3")
                .And.Message.Contains(isFromTheFirst ? "try" : "\n    no yosys"));
        Assert.That(slurm.Cancelled, Is.Not.Empty.And.All.StartsWith("--name=mixpe-s-"), "what is still queued is cancelled");
        Assert.That(Directory.GetFiles(scratch["shared"], "*.json"), Is.Empty, "and not waited for the next time");
    }

    // As when a run goes on with the last point, and that one breaks its task.
    [Test]
    public void A_single_point_that_breaks_its_task_while_it_is_measured_fails_and_does_not_end_the_run()
    {
        using ScratchFolder scratch = new();
        Outcome outcome = Launch(
            scratch, new FakeSlurm(scratch, Knows, None), "echo \"$2 is measured on far\"; exit 9", 1);
        Assert.That(outcome.Done.Single().Value.Status, Is.EqualTo(MeasurementStatus.Failed));
        Assert.That(outcome.Told, Has.Count.EqualTo(3));
    }

    // The first look finds nothing of a task that ended well: as on a network file system.
    [Test]
    public void What_is_seen_late_is_waited_for()
    {
        using ScratchFolder scratch = new();
        FakeSlurm slurm = new(scratch, Knows, None);
        string late = "(sleep 0.5; measured $key) >/dev/null 2>&1 &";
        Outcome outcome = Launch(scratch, slurm, late, 3);
        Assert.That((outcome.Done.Count, outcome.Told.Count, slurm.Submitted.Count), Is.EqualTo((3, 0, 1)));
    }

    [Test]
    public void What_is_never_seen_goes_out_again()
    {
        using ScratchFolder scratch = new();
        FakeSlurm slurm = new(scratch, Knows, None);
        string once = $"[ $key = key1 ] && [ ! -f {scratch["seen"]} ] && touch {scratch["seen"]} && continue; measured $key";
        Outcome outcome = Launch(scratch, slurm, once, 3, TimeSpan.FromSeconds(0.2));
        Assert.That(outcome.Done, Has.Count.EqualTo(3));
        Assert.That(outcome.Told, Has.Count.EqualTo(1).And.All.Contains("ended without 1 of its points: COMPLETED, exit code 0:0, on far"));
    }

    [Test]
    public void A_space_that_passes_the_longest_array_has_more_points_in_a_task()
    {
        using ScratchFolder scratch = new();
        FakeSlurm slurm = new(scratch, Knows, None, arraySize: 4);
        Assert.That(Launch(scratch, slurm, "measured $key", 13).Done, Has.Count.EqualTo(13));
        Assert.That(slurm.Submitted.Single(), Does.Contain("--array=0-2%7 "));
    }

    [Test]
    public void A_daemon_that_is_away_for_a_while_is_told_once_and_waited_for()
    {
        using ScratchFolder scratch = new();
        FakeSlurm slurm = new(scratch, Knows, None);
        slurm.GoAway();
        Outcome outcome = Launch(scratch, slurm, $"[ $key = key0 ] && [ ! -f {scratch["seen"]} ] && touch {scratch["seen"]} && exit 1; measured $key", 3);
        Assert.That(outcome.Done.Values.Select(one => one.Status), Is.EqualTo(Enumerable.Repeat(MeasurementStatus.Measured, 3)));
        Assert.That(outcome.Told, Has.Count.EqualTo(2));
        Assert.That(outcome.Told[0], Does.Contain("squeue").And.Contain("no contact"));
    }

    [Test]
    public void Commands_that_are_missing_are_told_with_what_to_install()
    {
        using ScratchFolder scratch = new();
        SlurmLauncher launcher = new(Options(scratch, [scratch.Path], "worker"), _ => { }, _ => { });
        Assert.That(
            launcher.Require,
            Throws.TypeOf<ToolNotFoundException>().With.Message.Contains("sbatch not found").And.Message.Contains("slurm-client"));
    }

    private static SlurmOptions Options(ScratchFolder scratch, IReadOnlyList<string> searchPath, string worker) => new(
        scratch["shared"], "s", new MeasureSetup("synthetic", true, "osu018", "all"), new SelfCommand(worker, []), "measure")
    {
        SearchPath = searchPath,
        SbatchArguments = ["--partition=p"],
        PointsPerTask = 2,
        TasksAtOnce = 7,
        Poll = TimeSpan.FromMilliseconds(20),
        FirstQuestion = TimeSpan.FromMilliseconds(50),
        QueuePoll = TimeSpan.FromMilliseconds(50),
    };

    private static Outcome Launch(ScratchFolder scratch, FakeSlurm slurm, string worker, int points, TimeSpan? grace = null)
    {
        SlurmOptions options = Options(scratch, slurm.SearchPath, slurm.Worker(worker));
        List<string> told = [];
        Dictionary<string, Measurement> done = new(StringComparer.Ordinal);
        SlurmLauncher launcher = new(grace is { } time ? options with { Grace = time } : options, told.Add, _ => { });
        FakeMeasure measure = new(MetricSource.Fidelity, _ => throw new InvalidOperationException("not here"));
        launcher.Run(
            [
                .. Enumerable.Range(0, points).Select(i => new PointWork(
                    Point with { Hash = $"hash{i}", Label = $"point{i}" }, [new WantedMeasurement($"key{i}", measure)])),
            ],
            (wanted, made) => done.Add(wanted.Key, made),
            CancellationToken.None);
        launcher.Finish();
        return new Outcome(done, told, slurm);
    }

    private sealed record Outcome(IReadOnlyDictionary<string, Measurement> Done, IReadOnlyList<string> Told, FakeSlurm Slurm);
}
