using System.Globalization;
using System.Net;
using System.Text;
using MixPe.Flow.Explore.Pareto;
using MixPe.Flow.Report.Documents;

namespace MixPe.Flow.Report;

/// <summary>The roofline of what mixpe estimate --json wrote: the roofs of DRAM and of the array, and the layers below them.</summary>
internal static class RooflineChart
{
    private const double Width = 760;
    private const double Height = 420;
    private const double Left = 80;
    private const double Right = 30;
    private const double Top = 48;
    private const double Bottom = 60;
    private const double Giga = 1e9;

    // How far the roofs are drawn on both sides of what they are for.
    private const double Beyond = 4;

    private const string Style = """
        text{font:12px sans-serif;fill:#333}.title{font-size:14px;font-weight:bold}.axis{stroke:#888;fill:none}
        .grid{stroke:#e4e4e4}.roof{stroke:#222;stroke-width:1.5;fill:none}.layer{fill:#c33}.name{font-size:11px}
        """;

    /// <summary>Draws it.</summary>
    /// <param name="root">The document.</param>
    public static ReportPicture Of(DocumentReader root)
    {
        DocumentReader roofline = root.Object("roofline");
        double peak = roofline.Number("peak_macs_per_second");
        double ridge = roofline.Number("ridge_macs_per_byte");
        string title = $"{root.Text("design")} on {root.Text("model")}, {root.Text("phase")}: roofline";
        (string Name, double X, double Y)[] layers =
        [
            .. root.Objects("layers").Select(layer =>
                (layer.Text("name"), layer.Number("macs_per_dram_byte"), layer.Count("macs") / layer.Number("seconds"))),
        ];
        double[] ends = [Math.Min(ridge, layers.Min(layer => layer.X)) / Beyond, Math.Max(ridge, layers.Max(layer => layer.X)) * Beyond];
        ChartAxis x = ChartAxis.Over(ends, Left, Width - Right, logRatio: 1);
        ChartAxis y = ChartAxis.Over(
            [peak / Giga * Beyond, .. layers.Select(layer => layer.Y / Giga), Roof(ends[0]) / Giga], Height - Bottom, Top, logRatio: 1);
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{WebUtility.HtmlEncode(title)}</title>\n<style>{Style}</style>\n<rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/>\n");
        Label(Left, 24, "title", "start", title);
        Grid();
        string points = string.Join(' ', new[] { ends[0], ridge, ends[1] }.Select(at => $"{Text(x.At(at))},{Text(y.At(Roof(at) / Giga))}"));
        svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"roof\" points=\"{points}\"/>\n");
        Label(x.At(ends[1]), y.At(peak / Giga) - 8, "name", "end", string.Create(CultureInfo.InvariantCulture, $"the array, {peak / Giga:0.0} GMAC/s"));
        foreach (var same in layers.GroupBy(layer => (Text(x.At(layer.X)), Text(y.At(layer.Y / Giga)))))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"layer\" cx=\"{same.Key.Item1}\" cy=\"{same.Key.Item2}\" r=\"4.5\"/>\n");
        }

        // Layers of a like intensity share a name: their marks touch.
        foreach (var near in layers.GroupBy(layer => Math.Round(x.At(layer.X) / 60)))
        {
            var first = near.First();
            Label(x.At(first.X), y.At(near.Min(layer => layer.Y) / Giga) + 20, "name", "middle", string.Join(", ", near.Select(layer => layer.Name)));
        }

        return new ReportPicture(title, svg.Append("</svg>\n").ToString());

        double Roof(double intensity) => Math.Min(peak, peak / ridge * intensity);

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
            Label((Left + Width - Right) / 2, Height - 16, "label", "middle", "products a byte of DRAM");
            double middle = (Top + Height - Bottom) / 2;
            svg.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate(18 {Text(middle)}) rotate(-90)\" text-anchor=\"middle\">GMAC/s</text>\n");
        }

        void Label(double atX, double atY, string kind, string anchor, string text) => svg.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"{kind}\" x=\"{Text(atX)}\" y=\"{Text(atY)}\" text-anchor=\"{anchor}\">{WebUtility.HtmlEncode(text)}</text>\n");
    }

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
