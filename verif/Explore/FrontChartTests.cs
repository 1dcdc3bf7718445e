using System.Globalization;
using System.Xml.Linq;
using MixPe.Flow.Explore;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Pareto;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Explore;

[TestFixture]
public sealed class FrontChartTests
{
    private const string References = "[w8a8, w4a4, w2a8, w4a8-sym, mixpe-w4a8, ant, olive, olaccel, bitfusion, qserve-group, dgq, gguf-q4-0, nvfp4, mxfp4, mxfp6]";

    // All points lie on each other, or nearly so.
    [Test]
    public void Names_cover_neither_each_other_nor_the_edges_of_the_picture()
    {
        XElement chart = Draw(i => 20 + (0.01 * i));
        (string Name, double Left, double Top)[] names =
        [
            .. Texts(chart, "name").Select(text => (text.Value, Number(text, "x"), Number(text, "y"))),
        ];
        Assert.That(names, Has.Length.EqualTo(15));
        double[] size = [.. chart.Attribute("viewBox")!.Value.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        using (Assert.EnterMultipleScope())
        {
            foreach ((string name, double left, double top) in names)
            {
                Assert.That(left + Length(name), Is.LessThan(size[2]), name);
                Assert.That(top, Is.InRange(12, size[3]), name);
                Assert.That(
                    names.Where(other => other.Name != name && Math.Abs(other.Top - top) < 11
                        && other.Left < left + Length(name) && left < other.Left + Length(other.Name)).Select(other => other.Name),
                    Is.Empty, name);
            }
        }
    }

    [Test]
    public void Decibels_are_drawn_on_a_linear_axis()
    {
        double[] ticks =
        [
            .. Texts(Draw(i => i * i), "tick").Where(text => text.Attribute("text-anchor")!.Value == "middle")
                .Select(text => double.Parse(text.Value, CultureInfo.InvariantCulture)),
        ];
        Assert.That(ticks, Has.Length.GreaterThanOrEqualTo(3));
        Assert.That(ticks.Zip(ticks.Skip(1)).Select(pair => pair.Second - pair.First), Is.All.EqualTo(ticks[1] - ticks[0]));
    }

    private static XElement Draw(Func<int, double> sqnr)
    {
        using ScratchFolder scratch = new();
        int count = 0;
        FakeMeasure measure = new(MetricSource.Fidelity, _ => Measurement.Of([(Metrics.Sqnr, sqnr(Interlocked.Increment(ref count)))]));
        ExploreReport report = ExploreRunTests.Run(scratch, $"{Spaces.Small}\nreferences: {References}\n", measure, jobs: 1);
        return XDocument.Parse(FrontChart.Draw(report)).Root!;
    }

    private static IEnumerable<XElement> Texts(XElement chart, string kind) => chart.Descendants()
        .Where(element => element.Name.LocalName == "text" && element.Attribute("class")?.Value == kind);

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    // Somewhat less than letters of 11 pixels take on the average.
    private static double Length(string name) => name.Length * 5.5;
}
