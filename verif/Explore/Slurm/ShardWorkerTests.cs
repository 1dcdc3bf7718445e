using MixPe.Cli;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Launch;
using MixPe.Flow.Explore.Launch.Slurm;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Gemm;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Explore.Slurm;

/// <summary>What a task does on its node.</summary>
[TestFixture]
public sealed class ShardWorkerTests
{
    private static readonly MeasureSetup Setup = new("synthetic", true, "osu018", "all");
    private static readonly DesignPoint[] Points =
        [Spaces.Point("mixpe-w4a8"), Spaces.Point("mixpe-w4a8", "clock_ns=3.25", "rows=4"), Spaces.Point("mxfp4"), Spaces.Point("fp16-fma")];

    private static readonly FidelityMeasure Fidelity = new(new SyntheticLayers(), "a version");

    [Test]
    public void Figures_are_those_of_the_same_measure_here_bit_by_bit()
    {
        using ScratchFolder scratch = new();
        (ShardFolder folder, string shard) = Write(scratch, Points, Fidelity.Key);
        new ShardWorker(shard).Run([Fidelity], TextWriter.Null, CancellationToken.None);
        foreach (DesignPoint point in Points)
        {
            Measurement here = Fidelity.Run(point, CancellationToken.None);
            Measurement there = folder.Result(Fidelity.Key(point))!;
            Assert.That((there.Status, there.Message), Is.EqualTo((here.Status, here.Message)));
            Assert.That(there.Figures, Is.EqualTo(here.Figures));
            Assert.That(there.Seconds, Is.GreaterThan(0));
        }

        Assert.That(folder.Keys(), Is.EquivalentTo(Points.Select(Fidelity.Key).Distinct()), "and no other file");
    }

    [Test]
    public void What_has_a_result_is_not_measured_again_and_a_failure_is_a_result()
    {
        using ScratchFolder scratch = new();
        FakeMeasure measure = new(MetricSource.Fidelity, point => point.Label == "mxfp4"
            ? throw new InvalidOperationException("out of order") : Measurement.Of([(Metrics.Sqnr, double.NegativeInfinity)]));
        (ShardFolder folder, string shard) = Write(scratch, Points, measure.Key);
        new ShardWorker(shard).Run([measure], TextWriter.Null, CancellationToken.None);
        Measurement failed = folder.Result(measure.Key(Points[2]))!;
        Assert.That((failed.Status, failed.Message), Is.EqualTo((MeasurementStatus.Failed, "InvalidOperationException: out of order")));
        int asked = measure.Asked.Count;
        folder.RemoveResult(measure.Key(Points[3]));
        new ShardWorker(shard).Run([measure], TextWriter.Null, CancellationToken.None);
        Assert.That(measure.Asked.Skip(asked), Is.EqualTo([measure.Key(Points[3])]));
    }

    [Test]
    public void Another_build_or_other_tools_refuse_to_measure()
    {
        using ScratchFolder scratch = new();
        (ShardFolder folder, string shard) = Write(scratch, Points, Fidelity.Key);
        ShardWorker worker = new(shard);
        FidelityMeasure other = new(new SyntheticLayers(), "another version");
        Assert.That(
            () => worker.Run([other], TextWriter.Null, CancellationToken.None),
            Throws.TypeOf<InputException>().With.Message.Contains("would measure its fidelity otherwise"));
        Assert.That(folder.Keys(), Is.Empty);
    }

    [Test]
    public void What_is_no_shard_is_bad_input()
    {
        using ScratchFolder scratch = new();
        File.WriteAllText(scratch["a.json"], "{}");
        Assert.That(CommandLine.Run("explore-worker", scratch["none.json"]).Code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(CommandLine.Run("explore-worker", scratch["a.json"]).Code, Is.EqualTo(ExitCode.BadInput));
    }

    private static (ShardFolder Folder, string Shard) Write(ScratchFolder scratch, DesignPoint[] points, Func<DesignPoint, string> key)
    {
        ShardFolder folder = new(scratch["shared"]);
        folder.Create();
        FakeMeasure measure = new(MetricSource.Fidelity, _ => throw new InvalidOperationException("not here"));
        folder.Write(
            "job", Setup, [[.. points.Select(point => new PointWork(point, [new WantedMeasurement(key(point), measure)]))]], "worker");
        return (folder, scratch["shared/job-0.json"]);
    }
}
