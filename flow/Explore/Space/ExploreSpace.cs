using MixPe.Flow.Explore.Evaluation;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Explore.Space;

/// <summary>A space of designs, as its file describes it.</summary>
/// <param name="Name">Names the run and its directory.</param>
/// <param name="Base">Named design or path: what is varied.</param>
/// <param name="BaseDesign">That design as it is.</param>
/// <param name="Set">Overrides of every point, field=value.</param>
/// <param name="Vary">The fields that vary, in the file's order.</param>
/// <param name="Where">Conditions that a point must meet.</param>
/// <param name="References">Designs that are evaluated besides.</param>
/// <param name="Sampling">Which points are evaluated.</param>
/// <param name="Metrics">What is weighed against what; empty for the default.</param>
public sealed record ExploreSpace(
    string Name,
    string Base,
    Design BaseDesign,
    IReadOnlyList<string> Set,
    IReadOnlyList<VariedField> Vary,
    IReadOnlyList<Constraint> Where,
    IReadOnlyList<ReferenceDesign> References,
    SamplingPlan Sampling,
    IReadOnlyList<Metric> Metrics)
{
    /// <summary>Combinations of the values, whether they are designs or not; the largest long if there are more.</summary>
    public long Combinations =>
        Vary.Aggregate(1L, (all, one) => all > long.MaxValue / one.Values.Count ? long.MaxValue : all * one.Values.Count);

    /// <summary>The clock periods of the space, as overrides: references are evaluated at each. Empty where each design keeps
    /// its own.</summary>
    public IReadOnlyList<string> Clocks =>
        Vary.FirstOrDefault(one => one.Field.Name == ClockField) is { } varied
            ? [.. varied.Values.Select(value => $"{ClockField}={value}")]
            : [.. Set.Where(text => text.StartsWith(ClockField + "=", StringComparison.Ordinal))];

    private const string ClockField = "clock_ns";
}
