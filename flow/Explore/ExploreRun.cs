using System.Diagnostics;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Launch;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Explore.Sampling;
using MixPe.Flow.Explore.Store;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Explore;

/// <summary>Evaluates the points of a space, several at a time; what is in the store is not measured again.</summary>
/// <param name="catalogue">The space's points.</param>
/// <param name="measures">What is measured of each.</param>
/// <param name="store">Keeps it.</param>
public sealed class ExploreRun(PointCatalogue catalogue, IReadOnlyList<IMeasure> measures, ResultStore store)
{
    private readonly Dictionary<string, Measurement> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PointResult> _results = new(StringComparer.Ordinal);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private int _failed;
    private int _freshPoints;
    private int _fresh;

    /// <summary>Evaluates.</summary>
    /// <param name="sampler">Chooses the points.</param>
    /// <param name="metrics">What is weighed against what.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after each point.</param>
    /// <param name="cancellation">Stops it; what is finished is kept.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    /// <exception cref="ToolException">An outside tool is not there, or what launches measurements does not work.</exception>
    public ExploreReport Run(
        ISampler sampler,
        IReadOnlyList<Metric> metrics,
        ExploreOptions options,
        IProgress<ExploreProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<DesignPoint> references = catalogue.References();
        List<DesignPoint> order = [];

        // Nothing that is chosen hangs on the references: they go out with the first points.
        IReadOnlyList<DesignPoint> batch = [.. references, .. NextBatch()];
        while (batch.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            Evaluate(batch);
            batch = NextBatch();
        }

        options.Launcher.Finish();
        store.List(
            [.. order.Select(point => (point, (IReadOnlyDictionary<MetricSource, string>)
                measures.ToDictionary(measure => measure.Source, measure => measure.Key(point))))],
            catalogue.Refusals,
            options.Origin is { } origin ? RunDescription.Of(catalogue, metrics, origin) : null);
        return new ExploreReport(
            catalogue.Space, [.. order.Select(point => _results[point.Hash])], catalogue.Combinations, catalogue.Refused,
            catalogue.Repeated, catalogue.Refusals, _fresh, metrics);

        IReadOnlyList<DesignPoint> NextBatch() => sampler.NextBatch(point => _results[point.Hash].Costs(options.Objectives));

        void Evaluate(IReadOnlyList<DesignPoint> batch)
        {
            // A reference may be a point of the space too.
            DesignPoint[] open = [.. batch.DistinctBy(point => point.Hash).Where(point => !_results.ContainsKey(point.Hash))];
            order.AddRange(open);
            List<PointWork> work = Work(open, options.Retry);
            HashSet<string> fresh = [.. work.Select(one => one.Point.Hash)];
            ILookup<string, DesignPoint> waiting = open
                .SelectMany(point => measures.Select(measure => (Key: measure.Key(point), Point: point)))
                .ToLookup(one => one.Key, one => one.Point, StringComparer.Ordinal);
            lock (_lock)
            {
                Array.ForEach(open, Finish);
            }

            if (work.Count > 0)
            {
                options.Launcher.Run(work, Keep, cancellation);
            }

            void Keep(WantedMeasurement wanted, Measurement made)
            {
                store.Add(wanted.Key, wanted.Measure.Source, made);
                lock (_lock)
                {
                    _known[wanted.Key] = made;
                    _fresh++;
                    foreach (DesignPoint point in waiting[wanted.Key])
                    {
                        Finish(point);
                    }
                }
            }

            // A point is done when the last of its measurements is there.
            void Finish(DesignPoint point)
            {
                if (measures.Any(measure => !_known.ContainsKey(measure.Key(point))))
                {
                    return;
                }

                PointResult result = new(
                    point, measures.ToDictionary(measure => measure.Source, measure => _known[measure.Key(point)]));
                _results.Add(point.Hash, result);
                _failed += result.Status == MeasurementStatus.Failed ? 1 : 0;
                _freshPoints += fresh.Contains(point.Hash) ? 1 : 0;
                int total = Math.Max(_results.Count, references.Count + sampler.Total);
                TimeSpan? left = _freshPoints > 0
                    ? _watch.Elapsed * ((double)(total - _results.Count) / _freshPoints)
                    : null;
                progress?.Report(new ExploreProgress(_results.Count, total, _failed, left));
            }
        }
    }

    // What is neither known nor in the store. Points may share a key: the first has it measured, the others wait.
    private List<PointWork> Work(IEnumerable<DesignPoint> points, bool isRetry)
    {
        List<PointWork> work = [];
        HashSet<string> claimed = new(StringComparer.Ordinal);
        foreach (DesignPoint point in points)
        {
            WantedMeasurement[] wanted =
            [
                .. measures.Select(measure => new WantedMeasurement(measure.Key(point), measure))
                    .Where(one => !IsKnown(one.Key, isRetry) && claimed.Add(one.Key)),
            ];
            if (wanted.Length > 0)
            {
                work.Add(new PointWork(point, wanted));
            }
        }

        return work;
    }

    private bool IsKnown(string key, bool isRetry)
    {
        if (!_known.ContainsKey(key) && store.Find(key) is { } kept
            && !(isRetry && kept.Status == MeasurementStatus.Failed))
        {
            _known.Add(key, kept);
        }

        return _known.ContainsKey(key);
    }
}
