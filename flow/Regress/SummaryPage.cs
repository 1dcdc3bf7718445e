using System.Globalization;
using System.Net;
using System.Text;
using MixPe.Flow.Tools;

namespace MixPe.Flow.Regress;

/// <summary>A run as one self-contained HTML page, light and dark as the reader's system is.</summary>
public static class SummaryPage
{
    // Colours beside words and marks: nothing is told by colour alone.
    private const string Style = """
        :root { color-scheme: light dark; --text: #1c1f24; --dim: #5c6570; --page: #ffffff; --card: #f4f5f7;
          --rule: #d5d9de; --good: #1a7f4b; --bad: #c02b2b; --idle: #8a6100; --line: #2a62b8; }
        @media (prefers-color-scheme: dark) { :root { --text: #e6e8eb; --dim: #9aa4af; --page: #14171a; --card: #1d2126;
          --rule: #343b43; --good: #4cc38a; --bad: #ff7b72; --idle: #e0b252; --line: #7aa7f0; } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); margin: 0 auto;
          max-width: 70rem; padding: 1.5rem; }
        h1 { font-size: 1.4rem; margin: 0 0 .2rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .6rem; }
        .dim, .none { color: var(--dim); }
        .cards, .trends { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .8rem; }
        .trends { grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); }
        .cards div, figure { background: var(--card); border: 1px solid var(--rule); border-radius: 6px; margin: 0;
          padding: .7rem .9rem; }
        .cards b { display: block; font-size: 1.3rem; font-variant-numeric: tabular-nums; }
        .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
        th, td { border-bottom: 1px solid var(--rule); padding: .3rem .6rem; text-align: left; vertical-align: top; }
        td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
        pre { margin: .3rem 0 0; white-space: pre-wrap; color: var(--dim); font-size: .85rem; }
        .passed { color: var(--good); } .failed { color: var(--bad); font-weight: 600; } .not_run { color: var(--idle); }
        svg { width: 100%; height: auto; display: block; } .axis { stroke: var(--rule); }
        .line { fill: none; stroke: var(--line); stroke-width: 1.5; }
        circle.good { fill: var(--line); } circle.bad { fill: var(--bad); }
        """;

    private static readonly TrendChart[] Trends =
    [
        new("Cases", row => row.Cases, value => value.ToString("N0", CultureInfo.InvariantCulture)),
        new("Cases a second", row => row.CasesPerSecond, value => value.ToString("N0", CultureInfo.InvariantCulture)),
        new("Failed tasks", row => row.Failed, value => value.ToString("N0", CultureInfo.InvariantCulture)),
        new("Mutation score", row => row.MutationScore, value => value.ToString("P2", CultureInfo.InvariantCulture)),
    ];

    /// <summary>The page's text.</summary>
    /// <param name="summary">The run.</param>
    /// <param name="history">The runs of its directory, this one among them.</param>
    public static string Write(RunSummary summary, IReadOnlyList<HistoryRow> history)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(history);
        StringBuilder page = new();
        string verdict = summary.IsGood ? "passed" : "failed";
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Escape(summary.Suite)}: {verdict}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <h1>{Escape(summary.Suite)}: <span class="{verdict}">{verdict}</span></h1>
            <p class="dim">{summary.Started:yyyy-MM-dd HH:mm} UTC, commit {Escape(summary.Commit ?? "unknown")}, run {Escape(summary.Run)}, {Duration.Text(TimeSpan.FromSeconds(summary.Seconds))} at work{(summary.IsStopped ? ", stopped before its end" : "")}</p>
            <div class="cards">

            """);
        Card(page, "tasks passed", summary.Passed);
        Card(page, "tasks failed", summary.Failed);
        Card(page, "tasks not run", summary.NotRun);
        Card(page, "cases", summary.Cases);
        Card(page, "cases a second", summary.CasesPerSecond);
        Card(page, "failures", summary.Failures);
        Card(page, "proofs: proved, bounded, refuted, skipped", string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.Proofs.Proved}, {summary.Proofs.Bounded}, {summary.Proofs.Refuted}, {summary.Proofs.Skipped}"));
        Card(page, "mutation score", summary.Mutation.Score?.ToString("P2", CultureInfo.InvariantCulture) ?? "no mutant");
        page.Append("</div>\n<h2>Runs</h2>\n<div class=\"trends\">\n").AppendJoin("", Trends.Select(trend => trend.Draw(history)));
        page.Append("</div>\n<h2>Tasks</h2>\n<div class=\"wide\"><table>\n<thead><tr><th>task</th><th>result</th>")
            .Append("<th class=\"n\">cases</th><th class=\"n\">failures</th><th class=\"n\">seconds</th></tr></thead>\n<tbody>\n");

        // What needs a reader comes first.
        foreach (SummaryTask task in summary.Results.OrderBy(task => task.Result == TaskEnd.Failed ? 0 : 1))
        {
            Row(page, task);
        }

        return page.Append("</tbody>\n</table></div>\n</body>\n</html>\n").ToString();
    }

    private static void Card(StringBuilder page, string name, double value) =>
        Card(page, name, value.ToString("N0", CultureInfo.InvariantCulture));

    private static void Card(StringBuilder page, string name, string value) =>
        page.Append(CultureInfo.InvariantCulture, $"<div><b>{Escape(value)}</b>{Escape(name)}</div>\n");

    private static void Row(StringBuilder page, SummaryTask task)
    {
        (string state, string word) = task.Result switch
        {
            TaskEnd.Passed => ("passed", "passed"),
            TaskEnd.Failed => ("failed", "failed"),
            _ => ("not_run", "not run"),
        };
        string reason = task.Reason.Length == 0 ? "" : $"<pre>{Escape($"{task.Reason}\n{task.Replay}")}</pre>";
        page.Append(CultureInfo.InvariantCulture, $"""
            <tr><td>{Escape(task.Id)}{reason}</td><td class="{state}">{word}</td><td class="n">{task.Figures.Cases:N0}</td><td class="n">{task.Figures.Failures:N0}</td><td class="n">{task.Seconds:N1}</td></tr>

            """);
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
