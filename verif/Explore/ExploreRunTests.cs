using MixPe.Flow.Explore;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Launch;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Explore.Sampling;
using MixPe.Flow.Explore.Store;
using MixPe.Flow.Synthesis;
using MixPe.Sim.Processes;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Explore;

[TestFixture]
public sealed class ExploreRunTests
{
    private static readonly Metric[] Both = [Metrics.Sqnr, Metrics.WeightBits];

    [Test]
    public void What_is_kept_is_not_measured_again_and_the_report_is_the_same()
    {
        using ScratchFolder scratch = new();
        FakeMeasure first = Sqnr();
        FakeMeasure second = Sqnr();
        ExploreReport before = Run(scratch, Spaces.Small, first);
        ExploreReport after = Run(scratch, Spaces.Small, second);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Asked, Has.Count.EqualTo(6).And.Unique);
            Assert.That(second.Asked, Is.Empty);
            Assert.That((before.Fresh, after.Fresh), Is.EqualTo((6, 0)));
            Assert.That(ExploreFiles.Csv(after), Is.EqualTo(ExploreFiles.Csv(before)));
        }
    }

    [Test]
    public void Points_that_share_a_key_are_measured_once([Values(1, 4)] int jobs)
    {
        using ScratchFolder scratch = new();
        FakeMeasure measure = Sqnr();
        ExploreReport report = Run(scratch, Spaces.Small + "\n  rows: [4, 8, 16, 32]", measure, jobs);
        Assert.That(report.Results, Has.Count.EqualTo(24));
        Assert.That(measure.Asked, Has.Count.EqualTo(6).And.Unique);
    }

    [Test]
    public void A_point_that_fails_is_kept_with_its_message_and_does_not_stop_the_others()
    {
        using ScratchFolder scratch = new();
        FakeMeasure measure = Sqnr(point => point.Design.Group == 64 && point.Design.Weights.Bits == 3);
        ExploreReport report = Run(scratch, Spaces.Small, measure);
        PointResult failed = report.Results.Single(result => result.Status == MeasurementStatus.Failed);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((report.Results.Count, report.Failed, report.Incomplete), Is.EqualTo((6, 1, 1)));
            Assert.That(failed.Message, Is.EqualTo("InvalidOperationException: out of order"));
            Assert.That(report.Front, Does.Not.Contain(failed));
            Assert.That(ExploreFiles.Csv(report), Does.Contain(",failed,InvalidOperationException: out of order,"));
        }

        Assert.That(Run(scratch, Spaces.Small, Sqnr()).Failed, Is.EqualTo(1), "it is kept");
        FakeMeasure again = Sqnr();
        Assert.That(Run(scratch, Spaces.Small, again, retry: true).Failed, Is.Zero);
        Assert.That(again.Asked, Has.Count.EqualTo(1), "and what did not fail is not measured again");
    }

    [Test]
    public void What_the_tool_does_not_measure_is_no_failure_and_is_kept()
    {
        using ScratchFolder scratch = new();
        FakeMeasure measure = new(MetricSource.Fidelity, point => point.Design.Group == 64
            ? Measurement.None(MeasurementStatus.Unsupported, "too sliced")
            : Figures(point));
        ExploreReport report = Run(scratch, Spaces.Small, measure);
        Assert.That((report.Unsupported, report.Failed, report.Incomplete), Is.EqualTo((2, 0, 2)));
        Assert.That(ExploreFiles.Csv(report), Does.Contain(",unsupported,too sliced,"));
        FakeMeasure again = Sqnr();
        Assert.That(Run(scratch, Spaces.Small, again, retry: true).Unsupported, Is.EqualTo(2));
        Assert.That(again.Asked, Is.Empty, "it would end alike");
    }

    [Test]
    public void A_tool_that_is_missing_ends_the_run()
    {
        using ScratchFolder scratch = new();
        FakeMeasure measure = new(
            MetricSource.Fidelity, _ => throw new ToolNotFoundException(SynthesisTools.OpenSta));
        Assert.That(() => Run(scratch, Spaces.Small, measure), Throws.InstanceOf<ToolException>());
    }

    [Test]
    public void Stopped_it_keeps_what_is_measured()
    {
        using ScratchFolder scratch = new();
        using CancellationTokenSource stop = new();
        int measured = 0;
        FakeMeasure first = new(MetricSource.Fidelity, point =>
        {
            if (++measured == 3)
            {
                stop.Cancel();
            }

            return Figures(point);
        });
        Assert.That(
            () => Run(scratch, Spaces.Small, first, 1, cancellation: stop.Token), Throws.InstanceOf<OperationCanceledException>());
        FakeMeasure second = Sqnr();
        Assert.That(Run(scratch, Spaces.Small, second).Results, Has.Count.EqualTo(6));
        Assert.That(first.Asked.Concat(second.Asked).ToList(), Has.Count.EqualTo(6).And.Unique);
    }

    // The way of a search must not depend on how many points are measured at once, or on what is kept.
    [Test]
    public void A_search_takes_the_same_way_whatever_is_kept_and_however_many_run()
    {
        string text = $"{SpaceFunction.Space}\nsampling: {{method: search, count: 40, seed: 5}}\n";
        using ScratchFolder one = new();
        using ScratchFolder two = new();
        string alone = ExploreFiles.Csv(Run(one, text, Sqnr(), 1));
        Assert.That(ExploreFiles.Csv(Run(two, text, Sqnr(), 4)), Is.EqualTo(alone));
        Assert.That(ExploreFiles.Csv(Run(two, text, Sqnr(), 4)), Is.EqualTo(alone));
    }

    [Test]
    public void Progress_counts_every_point_and_ends_with_all()
    {
        using ScratchFolder scratch = new();
        List<ExploreProgress> told = [];
        Run(scratch, Spaces.Small + "\nreferences: [mixpe-w4a8, w8a8]", Sqnr(), 1, progress: new Told(told));

        // mixpe-w4a8 is a point of the space as well.
        Assert.That(told.Select(one => one.Done), Is.EqualTo(Enumerable.Range(1, 7)));
        Assert.That(told[0].Left, Is.Not.Null);
    }

    internal static ExploreReport Run(
        ScratchFolder scratch,
        string space,
        FakeMeasure measure,
        int jobs = 2,
        bool retry = false,
        IProgress<ExploreProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        using ResultStore store = ResultStore.Open(scratch["results.sqlite"]);
        PointCatalogue catalogue = new(Spaces.Parse(space));
        return new ExploreRun(catalogue, [measure], store).Run(
            Samplers.Create(catalogue, cancellation), Both, new ExploreOptions(Both) { Launcher = new LocalLauncher(jobs), Retry = retry }, progress, cancellation);
    }

    private static FakeMeasure Sqnr(Predicate<DesignPoint>? fails = null) => new(
        MetricSource.Fidelity,
        point => fails?.Invoke(point) == true ? throw new InvalidOperationException("out of order") : Figures(point));

    private static Measurement Figures(DesignPoint point) =>
        Measurement.Of([(Metrics.Sqnr, -SpaceFunction.Costs(point.Design)[0])]);

    private sealed class Told(List<ExploreProgress> told) : IProgress<ExploreProgress>
    {
        public void Report(ExploreProgress value) => told.Add(value);
    }
}
