using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace MixPe.Flow.Regress;

/// <summary>A run as JUnit XML, which every CI system shows: a suite a design, a test case a task.</summary>
public static class JUnitReport
{
    /// <summary>The document's text.</summary>
    public static string Write(RunSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        XElement root = new(
            "testsuites",
            new XAttribute("name", summary.Suite),
            Totals(summary.Results),
            summary.Results.GroupBy(task => task.Design).Select(design => new XElement(
                "testsuite",
                new XAttribute("name", Clean(design.Key)),
                Totals(design),
                design.Select(task => Case(summary.Suite, task)))));
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{root}\n";
    }

    private static object[] Totals(IEnumerable<SummaryTask> tasks)
    {
        SummaryTask[] all = [.. tasks];
        return
        [
            new XAttribute("tests", all.Length),
            new XAttribute("failures", all.Count(task => task.Result == TaskEnd.Failed)),
            new XAttribute("errors", 0),
            new XAttribute("skipped", all.Count(task => task.Result == TaskEnd.NotRun)),
            new XAttribute("time", Seconds(all.Sum(task => task.Seconds))),
        ];
    }

    private static XElement Case(string suite, SummaryTask task) => new(
        "testcase",
        new XAttribute("classname", Clean($"{suite}.{RegressTask.WordOf(task.Run)}.{task.Design}")),
        new XAttribute("name", Clean(task.Id)),
        new XAttribute("time", Seconds(task.Seconds)),
        new XAttribute("assertions", task.Figures.Cases),
        task.Result switch
        {
            TaskEnd.Failed => new XElement(
                "failure",
                new XAttribute("message", Clean(task.Reason.Split('\n')[0])),
                Clean($"{task.Reason}\n{task.Replay}")),
            TaskEnd.NotRun => new XElement("skipped", new XAttribute("message", Clean(task.Reason))),
            _ => null,
        });

    // XML 1.0 has no way to write most control characters, and a crashed tool may print any.
    private static string Clean(string text) =>
        string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '\uFFFD'));

    private static string Seconds(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
