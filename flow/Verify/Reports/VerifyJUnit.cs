using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace MixPe.Flow.Verify.Reports;

/// <summary>A report as JUnit XML: a suite a unit, a test case a check.</summary>
public static class VerifyJUnit
{
    /// <summary>The document's text.</summary>
    public static string Write(VerifyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        XElement root = new(
            "testsuites",
            new XAttribute("name", report.Design.Name),
            report.Checks.GroupBy(check => check.Unit).Select(unit => new XElement(
                "testsuite",
                new XAttribute("name", $"{report.Design.Name}.{unit.Key}"),
                new XAttribute("tests", unit.Count()),
                new XAttribute("failures", unit.Count(check => check.Status == CheckStatus.Failed)),
                new XAttribute("skipped", unit.Count(check => check.Status == CheckStatus.NotRun)),
                new XAttribute("time", Seconds(unit.Sum(check => check.Seconds))),
                unit.Select(check => Case(report, check)))));
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{root}\n";
    }

    private static XElement Case(VerifyReport report, CheckResult check) => new(
        "testcase",
        new XAttribute("classname", $"{report.Design.Name}.{check.Unit}"),
        new XAttribute("name", check.Name),
        new XAttribute("time", Seconds(check.Seconds)),
        new XAttribute("assertions", check.Cases),
        check.Status switch
        {
            CheckStatus.Failed => new XElement(
                "failure",
                new XAttribute("message", Clean(check.Failure?.Mismatch.ToString() ?? "no case was run")),
                Clean(check.Failure?.Replay ?? "")),
            CheckStatus.NotRun => new XElement("skipped", new XAttribute("message", "the budget ended before its end")),
            _ => null,
        });

    // XML 1.0 has no way to write most control characters, and an assertion may print any.
    private static string Clean(string text) =>
        string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '\uFFFD'));

    private static string Seconds(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
