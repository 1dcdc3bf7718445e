using System.Globalization;
using System.Net;
using System.Text;

namespace MixPe.Flow.Explore.Pareto;

/// <summary>A chart as SVG being written: its places, its labels, and the grid behind its values.</summary>
/// <param name="width">Width of the picture, in pixels.</param>
/// <param name="height">Its height.</param>
internal sealed class ChartFrame(double width, double height)
{
    /// <summary>Where values begin on the left, in pixels.</summary>
    public const double Left = 80;

    /// <summary>Where values end at the top.</summary>
    public const double Top = 48;

    /// <summary>What is left under the lowest values.</summary>
    public const double Bottom = 60;

    private const double Right = 30;

    /// <summary>The text so far.</summary>
    public StringBuilder Svg { get; } = new();

    /// <summary>An axis to the right.</summary>
    /// <inheritdoc cref="ChartAxis.Over"/>
    public ChartAxis Across(IEnumerable<double> values, double logRatio) => ChartAxis.Over(values, Left, width - Right, logRatio);

    /// <summary>An axis upwards.</summary>
    /// <inheritdoc cref="ChartAxis.Over"/>
    public ChartAxis Upwards(IEnumerable<double> values, double logRatio) => ChartAxis.Over(values, height - Bottom, Top, logRatio);

    /// <summary>A text.</summary>
    /// <param name="x">Where, in pixels.</param>
    /// <param name="y">Where, in pixels.</param>
    /// <param name="kind">Its class.</param>
    /// <param name="anchor">What of it is there: start, middle or end.</param>
    /// <param name="text">The text.</param>
    public void Label(double x, double y, string kind, string anchor, string text) => Svg.Append(
        CultureInfo.InvariantCulture,
        $"<text class=\"{kind}\" x=\"{Text(x)}\" y=\"{Text(y)}\" text-anchor=\"{anchor}\">{Escape(text)}</text>\n");

    /// <summary>The grid of both axes, with their values and titles.</summary>
    public void Grid(ChartAxis x, ChartAxis y, string across, string upwards)
    {
        foreach (double tick in x.Ticks)
        {
            Svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Text(x.At(tick))}\" y1=\"{Top}\" x2=\"{Text(x.At(tick))}\" y2=\"{height - Bottom}\"/>\n");
            Label(x.At(tick), height - Bottom + 18, "tick", "middle", Short(tick));
        }

        foreach (double tick in y.Ticks)
        {
            Svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" y1=\"{Text(y.At(tick))}\" x2=\"{width - Right}\" y2=\"{Text(y.At(tick))}\"/>\n");
            Label(Left - 8, y.At(tick) + 4, "tick", "end", Short(tick));
        }

        Svg.Append(CultureInfo.InvariantCulture, $"<path class=\"axis\" d=\"M{Left},{Top}V{height - Bottom}H{width - Right}\"/>\n");
        Label((Left + width - Right) / 2, height - 16, "label", "middle", across);
        double middle = (Top + height - Bottom) / 2;
        Svg.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate(18 {Text(middle)}) rotate(-90)\" text-anchor=\"middle\">{Escape(upwards)}</text>\n");
    }

    /// <summary>A place, in pixels.</summary>
    public static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A value, as a reader takes it in.</summary>
    public static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A text within SVG.</summary>
    public static string Escape(string value) => WebUtility.HtmlEncode(value);
}
