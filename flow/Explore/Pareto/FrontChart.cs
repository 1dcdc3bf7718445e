using System.Globalization;
using System.Text;
using MixPe.Flow.Explore.Evaluation;

namespace MixPe.Flow.Explore.Pareto;

/// <summary>The points of a run over the first two metrics, the front joined by a line, as an SVG file that needs nothing else.
/// Of three metrics the third is in the tips: its front is no line, and is only marked.</summary>
public static class FrontChart
{
    private const double Width = 1000;
    private const double Height = 640;

    // Beyond this ratio of the largest to the smallest an axis is logarithmic.
    private const double LogRatio = 20;

    private const string Style = """
        text{font:12px sans-serif;fill:#333}.title{font-size:14px;font-weight:bold}.axis{stroke:#888;fill:none}
        .grid{stroke:#e4e4e4}.line{stroke:#c33;stroke-width:1.5;fill:none}.point{fill:#9bb3cf}.front{fill:#c33}
        .reference{stroke:#222;stroke-width:1.5}.leader{stroke:#999;stroke-width:.7}
        .name{font-size:11px;paint-order:stroke;stroke:#fff;stroke-width:2.5px;stroke-linejoin:round}
        """;

    /// <summary>Draws it.</summary>
    /// <param name="report">The run.</param>
    public static string Draw(ExploreReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        (PointResult Result, double X, double Y)[] points =
        [
            .. report.Results.Where(result => result.Costs(report.Metrics) is not null).Select(result =>
                (result, report.Shown(result, report.Metrics[0])!.Value, report.Shown(result, report.Metrics[1])!.Value))
                .Where(point => double.IsFinite(point.Item2) && double.IsFinite(point.Item3)),
        ];
        ChartFrame frame = new(Width, Height);
        StringBuilder svg = frame.Svg;
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<style>{Style}</style>\n<rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/>\n");
        string third = report.Metrics.Count > 2 ? $"; {report.Title(report.Metrics[2])} not drawn" : "";
        frame.Label(ChartFrame.Left, 24, "title", "start", $"{report.Space.Name}: {report.Results.Count} points, {report.Front.Count} on the front{third}");
        if (points.Length == 0)
        {
            frame.Label(Width / 2, Height / 2, "name", "middle", "no point has all figures");
            return svg.Append("</svg>\n").ToString();
        }

        ChartAxis x = frame.Across(points.Select(point => point.X), RatioOf(report.Metrics[0]));
        ChartAxis y = frame.Upwards(points.Select(point => point.Y), RatioOf(report.Metrics[1]));
        frame.Grid(x, y, report.Title(report.Metrics[0]), report.Title(report.Metrics[1]));
        HashSet<PointResult> front = [.. report.Front];
        (PointResult Result, double X, double Y)[] best = [.. points.Where(point => front.Contains(point.Result)).OrderBy(point => point.X)];
        if (report.Metrics.Count == 2)
        {
            svg.Append("<polyline class=\"line\" points=\"");
            svg.AppendJoin(' ', best.Select(point => $"{ChartFrame.Text(x.At(point.X))},{ChartFrame.Text(y.At(point.Y))}"));
            svg.Append("\"/>\n");
        }

        // What is on the front, or has a name, is drawn over the others.
        foreach ((PointResult result, double valueX, double valueY) in points.OrderBy(point => front.Contains(point.Result)))
        {
            string kind = front.Contains(result) ? "front" : "point";
            string mark = result.Point.IsReference ? $"{kind} reference" : kind;
            string figures = string.Join(", ", report.Metrics.Select(metric => $"{metric.Name} {ChartFrame.Short(report.Shown(result, metric)!.Value)}"));
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"{mark}\" cx=\"{ChartFrame.Text(x.At(valueX))}\" cy=\"{ChartFrame.Text(y.At(valueY))}\" r=\"4.5\">");
            svg.Append(CultureInfo.InvariantCulture, $"<title>{ChartFrame.Escape($"{result.Point.Label}: {figures}")}</title></circle>\n");
        }

        // Names come last, those of the front first: it has the first choice of places.
        ChartLabels labels = new(frame, Width, Height - ChartFrame.Bottom, [.. points.Select(point => (x.At(point.X), y.At(point.Y)))]);
        foreach ((PointResult result, double valueX, double valueY) in points
            .Where(point => point.Result.Point.HasName)
            .OrderByDescending(point => front.Contains(point.Result)).ThenBy(point => point.Y))
        {
            string names = result.Point.Named.Count > 0 ? string.Join(", ", result.Point.Named) : result.Point.Label;
            string name = result.Point.Systems.Count > 0 ? $"{names} ({string.Join(", ", result.Point.Systems)})" : names;
            labels.Add(x.At(valueX), y.At(valueY), name);
        }

        return svg.Append("</svg>\n").ToString();
    }

    // Decibels are a logarithm already.
    private static double RatioOf(Metric metric) => metric.IsDecibel ? double.PositiveInfinity : LogRatio;
}
