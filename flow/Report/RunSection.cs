using MixPe.Flow.Explore;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Pareto;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Explore.Store;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Report;

/// <summary>What the page says of an exploration: the data of its chart, and tables.</summary>
/// <param name="run">What the store has.</param>
public sealed class RunSection(StoredRun run)
{
    private readonly FigureScale _scale = new(run.Results);

    /// <summary>The space's name; empty where the store does not know it.</summary>
    public string Space => run.Description.Value(RunDescription.Space);

    /// <summary>Points of the run.</summary>
    public IReadOnlyList<PointResult> Results => run.Results;

    /// <summary>Metrics that a point has a figure of.</summary>
    public IReadOnlyList<Metric> Measured { get; } =
        [.. Metrics.All.Where(metric => run.Results.Any(result => result.Figure(metric) is not null))];

    /// <summary>The fields in which the points differ.</summary>
    public IReadOnlyList<DesignField> Varied { get; } = PointFields.Varied(run.Results);

    /// <summary>The first two metrics of the run, of those that were measured: what the chart begins with. One of them twice if
    /// nothing else was.</summary>
    public IReadOnlyList<Metric> Axes
    {
        get
        {
            IEnumerable<Metric> wanted = run.Description.Value(RunDescription.Front).Split(',').Select(Metrics.Find).OfType<Metric>()
                .Concat([Metrics.Sqnr, Metrics.Density, Metrics.WeightBits]).Concat(Metrics.All);
            Metric[] found = [.. wanted.Where(Measured.Contains).Distinct().Take(2)];
            return found.Length == 1 ? [found[0], found[0]] : found;
        }
    }

    /// <summary>The points that no other one beats in the metrics that the chart begins with.</summary>
    public IReadOnlyList<PointResult> Front => ParetoFront.Of(run.Results, Axes);

    /// <summary>The figure of a point as it is shown.</summary>
    public double? Shown(PointResult result, Metric metric) => _scale.Shown(result, metric);

    /// <summary>The title of a metric's axis.</summary>
    public string Title(Metric metric) => _scale.Title(metric);

    /// <summary>The named designs that a point equals, with the published systems that they follow.</summary>
    public static string Names(PointResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        string names = string.Join(", ", result.Point.Named);
        string systems = string.Join(", ", result.Point.Systems);
        return systems.Length == 0 ? names : $"{names} ({systems})";
    }

    /// <summary>Every point with its status, the fields in which points differ, and its figures.</summary>
    public ReportTable Points()
    {
        HashSet<PointResult> front = [.. Front];
        return new ReportTable(
            "points",
            "Points",
            [
                "Point", "Front", "Named design", "Status", "Reason",
                .. Varied.Select(field => new ReportColumn(field.Name, IsNumber(field), field.Meaning)),
                .. Measured.Select(metric => ReportColumn.Number(metric.Name, $"{Title(metric)}: {(metric.IsMore ? "more" : "less")} is better")),
            ],
            [.. run.Results.Select(Row)]);

        IReadOnlyList<ReportCell> Row(PointResult result) =>
        [
            result.Point.IsReference ? $"{result.Point.Label} (reference)" : result.Point.Label,
            front.Contains(result) ? "front" : "",
            Names(result),
            Word(result.Status),
            result.Message,
            .. Varied.Select(field => Cell(PointFields.Text(result, field), IsNumber(field))),
            .. Measured.Select(metric => ReportCell.Of(Shown(result, metric))),
        ];
    }

    /// <summary>What was run.</summary>
    public ReportTable Description() => new(
        "run",
        "What was run",
        ["Field", "Value"],
        [.. run.Description.Fields.Select(field => (IReadOnlyList<ReportCell>)[field.Field, field.Value])])
    {
        Note = run.Description.Fields.Count == 0
            ? "The database is of an older version of the tool, which did not write down what was run: mixpe explore, given again, adds it."
            : "",
    };

    /// <summary>Why combinations are no points.</summary>
    public ReportTable Refusals() => new(
        "refusals",
        "Combinations that are no points",
        ["Rule", "What must hold", ReportColumn.Number("Combinations")],
        [.. run.Refusals.Select(Row)])
    {
        IsFolded = true,
    };

    /// <summary>A status as it is written.</summary>
    public static string Word(MeasurementStatus status) => status.ToString().ToLowerInvariant();

    private static IReadOnlyList<ReportCell> Row(Refusal refusal) =>
        [refusal.Rule, refusal.Sentence, ReportCell.Of((long)refusal.Count)];

    private static bool IsNumber(DesignField field) => field.Kind is FieldKind.Integer or FieldKind.Number;

    private static ReportCell Cell(string text, bool isNumber) => isNumber ? new ReportCell(text, text) : text;
}
