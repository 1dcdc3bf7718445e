using System.Globalization;
using System.Text;
using MixPe.Flow.Explore.Pareto;
using MixPe.Flow.Report.Documents;

namespace MixPe.Flow.Report;

/// <summary>The roofline of what mixpe estimate --json wrote: the roofs of DRAM and of the array, and the layers below them.</summary>
internal static class RooflineChart
{
    private const double Width = 760;
    private const double Height = 420;
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
        ChartFrame frame = new(Width, Height);
        ChartAxis x = frame.Across(ends, logRatio: 1);
        ChartAxis y = frame.Upwards(
            [peak / Giga * Beyond, .. layers.Select(layer => layer.Y / Giga), Roof(ends[0]) / Giga], logRatio: 1);
        StringBuilder svg = frame.Svg;
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{ChartFrame.Escape(title)}</title>\n<style>{Style}</style>\n<rect width=\"{Width}\" height=\"{Height}\" fill=\"#fff\"/>\n");
        frame.Label(ChartFrame.Left, 24, "title", "start", title);
        frame.Grid(x, y, "products a byte of DRAM", "GMAC/s");
        string points = string.Join(' ', new[] { ends[0], ridge, ends[1] }.Select(at => $"{ChartFrame.Text(x.At(at))},{ChartFrame.Text(y.At(Roof(at) / Giga))}"));
        svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"roof\" points=\"{points}\"/>\n");
        frame.Label(x.At(ends[1]), y.At(peak / Giga) - 8, "name", "end", string.Create(CultureInfo.InvariantCulture, $"the array, {peak / Giga:0.0} GMAC/s"));
        foreach (var same in layers.GroupBy(layer => (ChartFrame.Text(x.At(layer.X)), ChartFrame.Text(y.At(layer.Y / Giga)))))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"layer\" cx=\"{same.Key.Item1}\" cy=\"{same.Key.Item2}\" r=\"4.5\"/>\n");
        }

        // Layers of a like intensity share a name: their marks touch.
        foreach (var near in layers.GroupBy(layer => Math.Round(x.At(layer.X) / 60)))
        {
            var first = near.First();
            frame.Label(x.At(first.X), y.At(near.Min(layer => layer.Y) / Giga) + 20, "name", "middle", string.Join(", ", near.Select(layer => layer.Name)));
        }

        return new ReportPicture(title, svg.Append("</svg>\n").ToString());

        double Roof(double intensity) => Math.Min(peak, peak / ridge * intensity);
    }
}
