using System.Globalization;
using MixPe.Flow.Explore;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Points;

namespace MixPe.Cli.Verbs;

/// <summary>What mixpe explore prints.</summary>
/// <param name="report">What was found.</param>
/// <param name="layers">What fidelity is of, in words.</param>
/// <param name="tools">What hardware is from; empty if none was synthesized.</param>
/// <param name="hasFewRecipes">Whether only some recipes were tried.</param>
/// <param name="directory">Where the files are.</param>
internal sealed class ExploreOutput(ExploreReport report, string layers, string tools, bool hasFewRecipes, string directory)
{
    private const int ShownMessages = 20;
    private const int FigureWidth = 10;

    /// <summary>Tables and words.</summary>
    public void Write(TextWriter output)
    {
        int references = report.Results.Count(result => result.Point.IsReference);
        Line(output, $"{report.Space.Name}: {report.Combinations} combinations, {report.Refused} of them refused, {report.Repeated} repeated");
        foreach (Refusal refusal in report.Refusals)
        {
            Line(output, $"  {refusal.Count} by {refusal.Rule}: {refusal.Sentence}");
        }

        Line(output, $"{report.Results.Count} points, {references} of them references; {report.Fresh} measurements made, the others kept");
        if (report.Lacking > 0)
        {
            Line(output, $"  {report.Lacking} fewer than the {report.Space.Sampling.Count} that were asked for: the space has no more, or they are rare in it");
        }

        output.WriteLine($"fidelity: {layers}");
        if (tools.Length > 0)
        {
            output.WriteLine($"hardware: a PE and its share of the array's edges, mapped and driven against the golden model, no wires; {tools}");
            if (hasFewRecipes)
            {
                output.WriteLine("  few recipes: with all of them an area may be smaller");
            }
        }

        WriteEnds(output, MeasurementStatus.Missed, "missed");
        WriteEnds(output, MeasurementStatus.Unsupported, "not measured");
        WriteEnds(output, MeasurementStatus.Failed, "FAILED");
        output.WriteLine();
        output.WriteLine("the front: what no other point beats in");
        foreach (Metric metric in report.Metrics)
        {
            output.WriteLine($"  {metric.Name}: {report.Title(metric)}, {(metric.IsMore ? "more" : "less")} is better");
        }

        output.WriteLine(string.Concat(report.Metrics.Select(metric => $"{metric.Name,FigureWidth + 8}")) + "  point");
        foreach (PointResult result in report.Front)
        {
            Row(output, result);
        }

        PointResult[] named = [.. report.Named];
        if (named.Length > 0)
        {
            string last = report.Metrics[^1].Name;
            output.WriteLine($"named designs, and below each the best point of the space in {last} that is no worse in the rest");
            foreach (PointResult result in named)
            {
                Row(output, result);
                if (report.Rival(result) is { } rival)
                {
                    Row(output, rival, "  ");
                }
                else
                {
                    output.WriteLine($"{new string(' ', report.Metrics.Count * (FigureWidth + 8))}    none");
                }
            }
        }

        if (report.Incomplete > 0)
        {
            Line(output, $"{report.Incomplete} points lack one of these figures: {ExploreFiles.Points} says why");
        }

        output.WriteLine($"{Path.Combine(directory, ExploreFiles.Points)}, {ExploreFiles.Chart}, {ExploreFiles.Store}");
    }

    /// <summary>The JSON document.</summary>
    public object Document() => new
    {
        Space = report.Space.Name,
        report.Combinations,
        report.Refused,
        report.Repeated,
        report.Refusals,
        Points = report.Results.Count,
        report.Failed,
        report.Missed,
        report.Unsupported,
        report.Incomplete,
        report.Fresh,
        Layers = layers,
        Tools = tools,
        FewRecipes = hasFewRecipes,
        Fp16 = report.Baseline?.Point.Label,
        Metrics = report.Metrics.Select(metric => new { metric.Name, Better = metric.IsMore ? "more" : "less" }),
        Front = report.Front.Select(Describe),
        Rivals = report.Named.Select(result => new { Of = result.Point.Label, Rival = report.Rival(result)?.Point.Label }),
        Results = report.Results.Select(Describe),
        Out = directory,
    };

    private object Describe(PointResult result) => new
    {
        result.Point.Hash,
        result.Point.Label,
        Reference = result.Point.IsReference,
        result.Point.Named,
        result.Point.Systems,
        result.Status,
        result.Message,
        Figures = Metrics.All.Where(metric => result.Figure(metric) is not null)
            .ToDictionary(metric => metric.Name, metric => JsonOutput.Finite(result.Figure(metric)!.Value)),
    };

    private void WriteEnds(TextWriter output, MeasurementStatus status, string word)
    {
        PointResult[] results = [.. report.Results.Where(result => result.Status == status)];
        foreach (PointResult result in results.Take(ShownMessages))
        {
            output.WriteLine($"  {word}: {result.Point.Label}: {result.Message.Split('\n')[0]}");
        }

        if (results.Length > ShownMessages)
        {
            Line(output, $"  {word}: {results.Length - ShownMessages} more, in {ExploreFiles.Points}");
        }
    }

    private void Row(TextWriter output, PointResult result, string indent = "")
    {
        string figures = string.Concat(report.Metrics.Select(metric =>
            report.Shown(result, metric)!.Value.ToString("G5", CultureInfo.InvariantCulture).PadLeft(FigureWidth + 8)));
        string names = string.Join(", ", result.Point.Named.Except([result.Point.Label]));
        string systems = string.Join(", ", result.Point.Systems);
        string mark = (names, systems) switch
        {
            ("", "") => "",
            ("", _) => $"  = {systems}",
            (_, "") => $"  = {names}",
            _ => $"  = {names} ({systems})",
        };
        output.WriteLine($"{figures}  {indent}{result.Point.Label}{mark}");
    }

    private static void Line(TextWriter output, FormattableString text) => output.WriteLine(FormattableString.Invariant(text));
}
