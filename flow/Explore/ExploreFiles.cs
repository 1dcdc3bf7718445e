using System.Globalization;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Pareto;
using MixPe.Generator.Designs;
using MixPe.Model.Files;

namespace MixPe.Flow.Explore;

/// <summary>The files of a run beside its store: the same points give the same bytes.</summary>
public static class ExploreFiles
{
    /// <summary>The store.</summary>
    public const string Store = "results.sqlite";

    /// <summary>Every point with every figure.</summary>
    public const string Points = "points.csv";

    /// <summary>The picture of the front.</summary>
    public const string Chart = "front.svg";

    private static readonly string[] Texts = ["name", "description", "systems"];

    /// <summary>Writes them.</summary>
    /// <param name="directory">Theirs; it is there.</param>
    /// <param name="report">What was found.</param>
    public static void Write(string directory, ExploreReport report)
    {
        AtomicFile.WriteText(Path.Combine(directory, Points), Csv(report));
        AtomicFile.WriteText(Path.Combine(directory, Chart), FrontChart.Draw(report));
    }

    /// <summary>Every point, a line each, with all fields of its design and all figures; what does not exist is empty.</summary>
    public static string Csv(ExploreReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        DesignField[] fields = [.. DesignFields.All.Where(field => !Texts.Contains(field.Name))];
        HashSet<PointResult> front = [.. report.Front];
        IEnumerable<string> header =
        [
            "hash", "label", "reference", "named", "systems", "status", "message", .. fields.Select(field => field.Name),
            .. Metrics.All.Select(metric => metric.Name), "density_fp16", "front",
        ];
        return string.Concat(report.Results.Select(Row).Prepend(header).Select(row => string.Join(',', row) + "\n"));

        IEnumerable<string> Row(PointResult result) =>
        [
            result.Point.Hash,
            Quote(result.Point.Label),
            Flag(result.Point.IsReference),
            Quote(string.Join(' ', result.Point.Named)),
            Quote(string.Join("; ", result.Point.Systems)),
            result.Status.ToString().ToLowerInvariant(),
            Quote(result.Message),
            .. fields.Select(field => Quote(Text(field.Value(result.Point.Design)))),
            .. Metrics.All.Select(metric => Number(result.Figure(metric))),
            Number(report.Baseline is null ? null : report.Shown(result, Metrics.Density)),
            Flag(front.Contains(result)),
        ];
    }

    private static string Text(object value) => value is bool flag ? Flag(flag) : string.Create(CultureInfo.InvariantCulture, $"{value}");

    private static string Flag(bool value) => value ? "true" : "false";

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Quote(string text) => text.AsSpan().ContainsAny("\",\r\n")
        ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : text;
}
