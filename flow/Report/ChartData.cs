using System.Text.Json;
using MixPe.Flow.Explore;

namespace MixPe.Flow.Report;

/// <summary>What the page's script draws: a JSON document.</summary>
public static class ChartData
{
    // The default encoder escapes <, >, &, quotes and all but ASCII: nothing in it can end a script element.
    private static readonly JsonSerializerOptions Style = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The document; the same section gives the same text.</summary>
    public static string Write(RunSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return JsonSerializer.Serialize(
            new
            {
                section.Space,
                Axes = section.Axes.Select(metric => metric.Name),
                Metrics = section.Measured.Select(metric => new
                {
                    metric.Name,
                    Title = section.Title(metric),
                    metric.IsMore,
                    metric.IsDecibel,
                }),
                Fields = section.Varied.Select(field => field.Name),
                Points = section.Results.Select(result => Describe(section, result)),
            },
            Style);
    }

    private static object Describe(RunSection section, PointResult result) => new
    {
        result.Point.Label,
        result.Point.Named,
        Names = RunSection.Names(result),
        result.Point.IsReference,
        Status = RunSection.Word(result.Status),
        result.Message,
        Fields = section.Varied.ToDictionary(field => field.Name, field => PointFields.Text(result, field)),
        Figures = section.Measured.Select(metric => (metric.Name, Value: section.Shown(result, metric)))

            // JSON has no infinity, and no axis has a place for it.
            .Where(figure => figure.Value is { } value && double.IsFinite(value))
            .ToDictionary(figure => figure.Name, figure => figure.Value!.Value),
    };
}
