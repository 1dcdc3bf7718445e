using System.Globalization;

namespace MixPe.Flow.Explore.Pareto;

/// <summary>Names beside the points of a chart, put where they cover neither each other nor, if that can be, a point; a line leads
/// from a name that stands farther away.</summary>
/// <param name="frame">The chart.</param>
/// <param name="width">Width of what names may stand in, from 0, in pixels.</param>
/// <param name="height">Its height.</param>
/// <param name="points">Places of all points.</param>
internal sealed class ChartLabels(ChartFrame frame, double width, double height, IReadOnlyList<(double X, double Y)> points)
{
    // Of a sans-serif letter of 11 pixels, a little more than the mean.
    private const double Letter = 5.9;
    private const double Line = 12;
    private const double Near = 16;
    private const double PointSize = 5;
    private const int Directions = 16;

    private static readonly double[] Distances = [9, 16, 28, 42, 58, 76, 96, 118, 142, 170, 200, 235, 275];

    private readonly List<Box> _taken = [];

    /// <summary>Draws a name.</summary>
    /// <param name="x">Its point's place.</param>
    /// <param name="y">Its point's place.</param>
    /// <param name="name">The name.</param>
    public void Add(double x, double y, string name)
    {
        Box box = Place(x, y, (name.Length * Letter) + 4);
        _taken.Add(box);
        double edge = x < box.Left ? box.Left : x > box.Right ? box.Right : x;
        double middle = (box.Top + box.Bottom) / 2;
        if (Math.Abs(edge - x) + Math.Abs(middle - y) > Near)
        {
            frame.Svg.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"leader\" x1=\"{ChartFrame.Text(x)}\" y1=\"{ChartFrame.Text(y)}\" x2=\"{ChartFrame.Text(edge)}\" y2=\"{ChartFrame.Text(middle)}\"/>\n");
        }

        frame.Label(box.Left + 2, box.Bottom - 3, "name", "start", name);
    }

    // The nearest place at which it covers no other name, and of those as near the one that covers the fewest points; beside its point if there is none.
    private Box Place(double x, double y, double length)
    {
        foreach (double distance in Distances)
        {
            Box[] free =
            [
                .. Enumerable.Range(0, Directions).Select(i => 2 * Math.PI * i / Directions)
                    .Select(angle => At(x + (distance * Math.Cos(angle)), y + (distance * Math.Sin(angle)), Math.Cos(angle), length))
                    .Where(box => box.Left >= ChartFrame.Left && box.Right <= width && box.Top >= ChartFrame.Top && box.Bottom <= height)
                    .Where(box => !_taken.Any(box.Meets)),
            ];
            if (free.Length > 0)
            {
                return free.MinBy(box => points.Count(box.Covers));
            }
        }

        return At(x + Distances[0], y, 1, length);
    }

    // To the right of a place, or to its left, or over or under it.
    private static Box At(double x, double y, double side, double length)
    {
        double left = side > 0.3 ? x : side < -0.3 ? x - length : x - (length / 2);
        return new Box(left, y - (Line / 2), left + length, y + (Line / 2));
    }

    private readonly record struct Box(double Left, double Top, double Right, double Bottom)
    {
        public bool Meets(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

        public bool Covers((double X, double Y) point) =>
            point.X > Left - PointSize && point.X < Right + PointSize && point.Y > Top - PointSize && point.Y < Bottom + PointSize;
    }
}
