using System.Globalization;
using System.Net;
using System.Text;

namespace MixPe.Flow.Regress;

/// <summary>A figure over the runs, as inline SVG whose colours are the page's.</summary>
/// <param name="title">What is drawn.</param>
/// <param name="figure">The figure of a run; null where it has none.</param>
/// <param name="text">How the figure is written.</param>
public sealed class TrendChart(string title, Func<HistoryRow, double?> figure, Func<double, string> text)
{
    private const int Width = 320;
    private const int Height = 96;
    private const int Margin = 10;

    /// <summary>Draws it.</summary>
    /// <param name="rows">The runs, oldest first.</param>
    public string Draw(IReadOnlyList<HistoryRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        (HistoryRow Row, double Value)[] points =
            [.. rows.Where(row => figure(row) is not null).Select(row => (row, figure(row)!.Value))];
        if (points.Length == 0)
        {
            return $"<figure><figcaption>{Escape(title)}</figcaption><p class=\"none\">no run has it</p></figure>\n";
        }

        // Zero is on the chart: a figure that moves by a percent must look like it.
        double top = Math.Max(points.Max(point => point.Value), double.Epsilon);
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<figure><figcaption>{Escape(title)} <b>{Escape(text(points[^1].Value))}</b></figcaption>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Escape(title)} over {points.Length} runs\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"axis\" x1=\"{Margin}\" y1=\"{Y(0)}\" x2=\"{Width - Margin}\" y2=\"{Y(0)}\"/>\n");
        svg.Append("<polyline class=\"line\" points=\"");
        svg.AppendJoin(' ', points.Select((point, i) => $"{X(i)},{Y(point.Value)}"));
        svg.Append("\"/>\n");
        for (int i = 0; i < points.Length; i++)
        {
            HistoryRow row = points[i].Row;
            string state = row.Failed > 0 ? "bad" : "good";
            string tip = $"{row.Date:yyyy-MM-dd HH:mm} UTC, {row.Commit ?? "no commit"}: {text(points[i].Value)}";
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"{state}\" cx=\"{X(i)}\" cy=\"{Y(points[i].Value)}\" r=\"3\"><title>{Escape(tip)}</title></circle>\n");
        }

        return svg.Append("</svg></figure>\n").ToString();

        string X(int i) => Text(points.Length == 1 ? Width / 2.0 : Margin + ((Width - (2.0 * Margin)) * i / (points.Length - 1)));

        string Y(double value) => Text(Height - Margin - ((Height - (2.0 * Margin)) * value / top));
    }

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Escape(string value) => WebUtility.HtmlEncode(value);
}
