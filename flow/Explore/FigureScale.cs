using MixPe.Flow.Explore.Evaluation;

namespace MixPe.Flow.Explore;

/// <summary>How figures of a run are shown: a density as a multiple of FP16's, if that was measured.</summary>
/// <param name="results">Every point of the run.</param>
public sealed class FigureScale(IReadOnlyList<PointResult> results)
{
    /// <summary>The FP16 by FP16 point of the greatest density; null if there is none.</summary>
    public PointResult? Baseline { get; } = results
        .Where(result => result.IsFp16 && result.Figure(Metrics.Density) is not null)
        .MaxBy(result => result.Figure(Metrics.Density));

    /// <summary>The figure of a point as it is shown; null where it does not exist.</summary>
    public double? Shown(PointResult result, Metric metric)
    {
        ArgumentNullException.ThrowIfNull(result);
        double? figure = result.Figure(metric);
        return metric == Metrics.Density && Baseline is { } baseline ? figure / baseline.Figure(metric) : figure;
    }

    /// <summary>The title of a metric's axis.</summary>
    public string Title(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return metric != Metrics.Density ? metric.Title
            : $"{metric.Title}, {(Baseline is null ? "absolute: no FP16 was measured" : "FP16 = 1")}";
    }
}
