using System.Globalization;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Explore.Space;

namespace MixPe.Flow.Explore.Store;

/// <summary>What was run, as the store keeps it: words that a reader understands without the space's file.</summary>
/// <param name="Fields">Names and values, in the order in which they are shown.</param>
public sealed record RunDescription(IReadOnlyList<(string Field, string Value)> Fields)
{
    /// <summary>The space's name.</summary>
    public const string Space = "space";

    /// <summary>The metrics that were weighed against each other, separated by commas.</summary>
    public const string Front = "metrics";

    /// <summary>Every field, in the order in which they are shown; what says nothing is left out.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        Space, "base", "set", "vary", "where", "method", "seed", Front, "combinations", "refused", "fidelity", "hardware", "recipes",
        "mixpe", "started",
    ];

    /// <summary>The value of a field; empty where it says nothing.</summary>
    public string Value(string name) => Fields.FirstOrDefault(one => one.Field == name).Value ?? "";

    /// <summary>That of a run.</summary>
    /// <param name="catalogue">The points that it looked at.</param>
    /// <param name="metrics">What it weighs against what.</param>
    /// <param name="origin">Where its figures come from.</param>
    public static RunDescription Of(PointCatalogue catalogue, IReadOnlyList<Metric> metrics, RunOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(origin);
        ExploreSpace space = catalogue.Space;
        SamplingPlan sampling = space.Sampling;
        bool isGrid = sampling.Method == SamplingMethod.Grid;
        string method = sampling.Method.ToString().ToLowerInvariant();
        string[] values =
        [
            space.Name,
            space.Base,
            string.Join(" ", space.Set),
            string.Join("; ", space.Vary.Select(field => $"{field.Field.Name}: {string.Join(", ", field.Values)}")),
            string.Join("; ", space.Where.Select(condition => condition.Text)),
            isGrid ? $"{method}, every combination" : $"{method}, {Number(sampling.Count)} points wanted",
            isGrid ? "" : Number(sampling.Seed),
            string.Join(",", metrics.Select(metric => metric.Name)),
            Number(catalogue.Combinations),
            Number(catalogue.Refused),
            origin.Fidelity,
            origin.Hardware,
            origin.Recipes,
            origin.Version,
            origin.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture),
        ];
        return new RunDescription([.. Names.Zip(values).Where(field => field.Second.Length > 0)]);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
