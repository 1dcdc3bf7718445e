using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Pareto;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Explore.Space;

namespace MixPe.Flow.Explore;

/// <summary>What the exploration of a space found.</summary>
/// <param name="Space">The space.</param>
/// <param name="Results">Every point once, references first, in the order in which they were chosen.</param>
/// <param name="Combinations">Combinations that were looked at.</param>
/// <param name="Refused">Of those, combinations that are no points.</param>
/// <param name="Repeated">Of those, combinations that are the same point as another one.</param>
/// <param name="Refusals">Why they are no points.</param>
/// <param name="Fresh">Measurements that this run made; the others were kept.</param>
/// <param name="Metrics">What is weighed against what.</param>
public sealed record ExploreReport(
    ExploreSpace Space,
    IReadOnlyList<PointResult> Results,
    int Combinations,
    int Refused,
    int Repeated,
    IReadOnlyList<Refusal> Refusals,
    int Fresh,
    IReadOnlyList<Metric> Metrics)
{
    /// <summary>What no other point beats, from the best in the first metric on.</summary>
    public IReadOnlyList<PointResult> Front { get; } = ParetoFront.Of(Results, Metrics);

    /// <summary>Points of the space itself.</summary>
    public int Own => Results.Count(result => !result.Point.IsReference);

    /// <summary>Points that were asked for and not found, by a sampling: the space has no more, or few among many combinations.</summary>
    public int Lacking => Space.Sampling.Method == SamplingMethod.Grid ? 0 : Math.Max(0, Space.Sampling.Count - Own);

    /// <summary>Points that failed.</summary>
    public int Failed => Results.Count(result => result.Status == MeasurementStatus.Failed);

    /// <summary>Points whose PE does not meet its clock period.</summary>
    public int Missed => Results.Count(result => result.Status == MeasurementStatus.Missed);

    /// <summary>Points of which the tool does not measure all.</summary>
    public int Unsupported => Results.Count(result => result.Status == MeasurementStatus.Unsupported);

    /// <summary>Points that lack a figure of <see cref="Metrics"/>, and so are on no front.</summary>
    public int Incomplete => Results.Count(result => result.Costs(Metrics) is null);

    /// <summary>Named points that have all figures of <see cref="Metrics"/>.</summary>
    public IEnumerable<PointResult> Named =>
        Results.Where(result => result.Point.HasName && result.Costs(Metrics) is not null);

    /// <summary>The point of the space, none of its references, that is no worse than another in all of <see cref="Metrics"/> but the
    /// last, and the best of those in the last; null if there is none.</summary>
    /// <param name="result">A point with all these figures; itself it is not.</param>
    public PointResult? Rival(PointResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        PointResult[] others = [.. Results.Where(other => !other.Point.IsReference && other != result)];
        return result.Costs(Metrics) is { } costs && Dominance.Rival(costs, [.. others.Select(other => other.Costs(Metrics))]) is { } rival
            ? others[rival]
            : null;
    }

    private readonly FigureScale _scale = new(Results);

    /// <summary>The FP16 by FP16 point of the greatest density; null if there is none.</summary>
    public PointResult? Baseline => _scale.Baseline;

    /// <summary>The figure of a point as it is shown: a density as a multiple of FP16's, if that was measured.</summary>
    public double? Shown(PointResult result, Metric metric) => _scale.Shown(result, metric);

    /// <summary>The title of a metric's axis.</summary>
    public string Title(Metric metric) => _scale.Title(metric);
}
