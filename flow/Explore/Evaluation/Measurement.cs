namespace MixPe.Flow.Explore.Evaluation;

/// <summary>What was measured of a point.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Message">More about it; empty as a rule.</param>
/// <param name="Figures">By name of the metric; one that does not exist, or is NaN, is left out.</param>
/// <param name="Seconds">Time that it took.</param>
public sealed record Measurement(
    MeasurementStatus Status, string Message, IReadOnlyDictionary<string, double> Figures, double Seconds)
{
    /// <summary>One that has its figures.</summary>
    /// <param name="figures">Those that exist.</param>
    public static Measurement Of(IEnumerable<(Metric Metric, double? Value)> figures) => new(
        MeasurementStatus.Measured,
        "",
        figures.Where(figure => figure.Value is { } value && !double.IsNaN(value))
            .ToDictionary(figure => figure.Metric.Name, figure => figure.Value!.Value, StringComparer.Ordinal),
        0);

    /// <summary>One without figures.</summary>
    /// <param name="status">Why.</param>
    /// <param name="message">In words.</param>
    public static Measurement None(MeasurementStatus status, string message) =>
        new(status, message, new Dictionary<string, double>(), 0);
}
