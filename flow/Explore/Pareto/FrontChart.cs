using System.Globalization;
using System.Net;
using System.Text;

namespace MixPe.Flow.Explore.Pareto;

/// <summary>The points of a run over the first two metrics, the front joined by a line, as an SVG file that needs nothing else.
/// Of three metrics the third is in the tips: its front is no line, and is only marked.</summary>
public static class FrontChart
{
    private const double Width = 760;
    private const double Height = 480;
    private const double Left = 80;
    private const double Right = 30;
    private const double Top = 48;
    private const double Bottom = 60;

    // Beyond this ratio of the largest to the smallest an axis is logarithmic.
    private const double LogRatio = 20;

    private const string Style = """
        text{font:12px sans-serif;fill:#333}.title{font-size:14px;font-weight:bold}.axis{stroke:#888;fill:none}
        .grid{stroke:#e4e4e4}.line{stroke:#c33;stroke-width:1.5;fill:none}.point{fill:#9bb3cf}.front{fill:#c33}
        .reference{stroke:#222;stroke-width:1.5}.name{font-size:11px}
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
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<style>{Style}</style>\n<rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/>\n");
        string third = report.Metrics.Count > 2 ? $"; {report.Title(report.Metrics[2])} not drawn" : "";
        Label(Left, 24, "title", "start", $"{report.Space.Name}: {report.Results.Count} points, {report.Front.Count} on the front{third}");
        if (points.Length == 0)
        {
            Label(Width / 2, Height / 2, "name", "middle", "no point has all figures");
            return svg.Append("</svg>\n").ToString();
        }

        ChartAxis x = ChartAxis.Over(points.Select(point => point.X), Left, Width - Right, LogRatio);
        ChartAxis y = ChartAxis.Over(points.Select(point => point.Y), Height - Bottom, Top, LogRatio);
        Grid();
        HashSet<PointResult> front = [.. report.Front];
        (PointResult Result, double X, double Y)[] best = [.. points.Where(point => front.Contains(point.Result)).OrderBy(point => point.X)];
        if (report.Metrics.Count == 2)
        {
            svg.Append("<polyline class=\"line\" points=\"");
            svg.AppendJoin(' ', best.Select(point => $"{Text(x.At(point.X))},{Text(y.At(point.Y))}"));
            svg.Append("\"/>\n");
        }

        // What is on the front, or has a name, is drawn over the others.
        foreach ((PointResult result, double valueX, double valueY) in points.OrderBy(point => front.Contains(point.Result)))
        {
            string kind = front.Contains(result) ? "front" : "point";
            string mark = result.Point.IsReference ? $"{kind} reference" : kind;
            string figures = string.Join(", ", report.Metrics.Select(metric => $"{metric.Name} {Short(report.Shown(result, metric)!.Value)}"));
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"{mark}\" cx=\"{Text(x.At(valueX))}\" cy=\"{Text(y.At(valueY))}\" r=\"4.5\">");
            svg.Append(CultureInfo.InvariantCulture, $"<title>{Escape($"{result.Point.Label}: {figures}")}</title></circle>\n");
            if (result.Point.Named.Count > 0 || result.Point.IsReference)
            {
                bool isRight = x.At(valueX) > Width * 0.75;
                string names = result.Point.Named.Count > 0 ? string.Join(", ", result.Point.Named) : result.Point.Label;
                string name = result.Point.Systems.Count > 0 ? $"{names} ({string.Join(", ", result.Point.Systems)})" : names;
                Label(x.At(valueX) + (isRight ? -8 : 8), y.At(valueY) - 6, "name", isRight ? "end" : "start", name);
            }
        }

        return svg.Append("</svg>\n").ToString();

        void Grid()
        {
            foreach (double tick in x.Ticks)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Text(x.At(tick))}\" y1=\"{Top}\" x2=\"{Text(x.At(tick))}\" y2=\"{Height - Bottom}\"/>\n");
                Label(x.At(tick), Height - Bottom + 18, "tick", "middle", Short(tick));
            }

            foreach (double tick in y.Ticks)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" y1=\"{Text(y.At(tick))}\" x2=\"{Width - Right}\" y2=\"{Text(y.At(tick))}\"/>\n");
                Label(Left - 8, y.At(tick) + 4, "tick", "end", Short(tick));
            }

            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"axis\" d=\"M{Left},{Top}V{Height - Bottom}H{Width - Right}\"/>\n");
            Label((Left + Width - Right) / 2, Height - 16, "label", "middle", report.Title(report.Metrics[0]));
            double middle = (Top + Height - Bottom) / 2;
            svg.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate(18 {Text(middle)}) rotate(-90)\" text-anchor=\"middle\">{Escape(report.Title(report.Metrics[1]))}</text>\n");
        }

        void Label(double atX, double atY, string kind, string anchor, string text) => svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"{kind}\" x=\"{Text(atX)}\" y=\"{Text(atY)}\" text-anchor=\"{anchor}\">{Escape(text)}</text>\n");
    }

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Escape(string value) => WebUtility.HtmlEncode(value);
}
