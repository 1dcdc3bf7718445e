using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Points;

namespace MixPe.Flow.Explore;

/// <summary>A point with what was measured of it.</summary>
/// <param name="Point">The point.</param>
/// <param name="Measurements">By what they are of.</param>
public sealed record PointResult(DesignPoint Point, IReadOnlyDictionary<MetricSource, Measurement> Measurements)
{
    /// <summary>The figure of a metric; null where it does not exist.</summary>
    public double? Figure(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return metric == Metrics.WeightBits ? StoredBits.Of(Point.Design)
            : Measurements.TryGetValue(metric.Source, out Measurement? measured)
                && measured.Figures.TryGetValue(metric.Name, out double value) ? value
            : null;
    }

    /// <summary>The figures of some metrics as costs, less being better; null unless all exist.</summary>
    public IReadOnlyList<double>? Costs(IReadOnlyList<Metric> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return Metrics.Costs(metrics, Figure);
    }

    /// <summary>The worst end of its measurements.</summary>
    public MeasurementStatus Status =>
        Measurements.Values.Select(measured => measured.Status).DefaultIfEmpty(MeasurementStatus.Measured).Max();

    /// <summary>What its measurements say, joined.</summary>
    public string Message =>
        string.Join("; ", Measurements.Values.Select(measured => measured.Message).Where(message => message.Length > 0));

    /// <summary>True for FP16 weights by FP16 activations, which densities are multiples of.</summary>
    public bool IsFp16 => Point.Design.Weights.Name == "fp16" && Point.Design.Activations.Name == "fp16";
}
