using System.Collections.Concurrent;
using System.Diagnostics;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Explore.Sampling;
using MixPe.Flow.Explore.Store;
using MixPe.Flow.Tools;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Explore;

/// <summary>Evaluates the points of a space, several at a time; what is in the store is not measured again.</summary>
/// <param name="catalogue">The space's points.</param>
/// <param name="measures">What is measured of each.</param>
/// <param name="store">Keeps it.</param>
public sealed class ExploreRun(PointCatalogue catalogue, IReadOnlyList<IMeasure> measures, ResultStore store)
{
    private readonly ConcurrentDictionary<string, Lazy<Measurement>> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PointResult> _results = new(StringComparer.Ordinal);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private int _done;
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
    /// <exception cref="ToolNotFoundException">An outside tool is not there: no point could be measured.</exception>
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
        Evaluate(references);
        while (sampler.NextBatch(point => _results[point.Hash].Costs(options.Objectives)) is { Count: > 0 } batch)
        {
            Evaluate(batch);
        }

        store.List(
            [.. order.Select(point => (point, (IReadOnlyDictionary<MetricSource, string>)
                measures.ToDictionary(measure => measure.Source, measure => measure.Key(point))))],
            catalogue.Refusals,
            options.Origin is { } origin ? RunDescription.Of(catalogue, metrics, origin) : null);
        return new ExploreReport(
            catalogue.Space, [.. order.Select(point => _results[point.Hash])], catalogue.Combinations, catalogue.Refused,
            catalogue.Repeated, catalogue.Refusals, _fresh, metrics);

        void Evaluate(IReadOnlyList<DesignPoint> batch)
        {
            // A reference may be a point of the space too.
            DesignPoint[] open = [.. batch.DistinctBy(point => point.Hash).Where(point => !_results.ContainsKey(point.Hash))];
            order.AddRange(open);
            SideBySide.ForEach(open, options.Jobs, point => Finish(point, Measure(point, options, cancellation)), cancellation);

            void Finish(DesignPoint point, (PointResult Result, bool IsFresh) measured)
            {
                lock (_lock)
                {
                    _results.Add(point.Hash, measured.Result);
                    _done++;
                    _failed += measured.Result.Status == MeasurementStatus.Failed ? 1 : 0;
                    _freshPoints += measured.IsFresh ? 1 : 0;
                    int total = Math.Max(_done, references.Count + sampler.Total);
                    TimeSpan? left = _freshPoints > 0 ? _watch.Elapsed * ((double)(total - _done) / _freshPoints) : null;
                    progress?.Report(new ExploreProgress(_done, total, _failed, left));
                }
            }
        }
    }

    private (PointResult Result, bool IsFresh) Measure(DesignPoint point, ExploreOptions options, CancellationToken cancellation)
    {
        Dictionary<MetricSource, (Measurement Made, bool IsFresh)> measured = measures.ToDictionary(
            measure => measure.Source, measure => Measure(measure, point, options, cancellation));
        return (
            new PointResult(point, measured.ToDictionary(one => one.Key, one => one.Value.Made)),
            measured.Values.Any(one => one.IsFresh));
    }

    // Points at work at the same time may share a key: the first measures, the others wait.
    private (Measurement Made, bool IsFresh) Measure(
        IMeasure measure, DesignPoint point, ExploreOptions options, CancellationToken cancellation)
    {
        string key = measure.Key(point);
        bool isFresh = false;
        Measurement found = _known.GetOrAdd(key, _ => new Lazy<Measurement>(() =>
        {
            if (store.Find(key) is { } kept && !(options.Retry && kept.Status == MeasurementStatus.Failed))
            {
                return kept;
            }

            Measurement made = Try(measure, point, cancellation);
            store.Add(key, measure.Source, made);
            Interlocked.Increment(ref _fresh);
            isFresh = true;
            return made;
        })).Value;
        return (found, isFresh);
    }

    // A point that fails must not end the others, whatever its reason; a tool that is missing ends all.
    private static Measurement Try(IMeasure measure, DesignPoint point, CancellationToken cancellation)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Measurement made;
        try
        {
            made = measure.Run(point, cancellation);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or ToolNotFoundException or OutOfMemoryException))
        {
            made = Measurement.None(MeasurementStatus.Failed, $"{fault.GetType().Name}: {fault.Message}");
        }

        return made with { Seconds = watch.Elapsed.TotalSeconds };
    }
}
