using System.Text.Json;
using System.Xml.Linq;
using MixPe.Flow.Regress;
using MixPe.Generator.Bundles;
using MixPe.Verif.Cli;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Regress;

[TestFixture]
public sealed class ReportTests
{
    private static readonly RegressSuite Suite = Suites.Parse(Suites.Small);

    [Test]
    public void Each_report_tells_every_task()
    {
        using ScratchFolder scratch = new();
        RunSummary summary = Summary("run-a", task => task.Kind switch
        {
            TaskKind.Prove => TaskOutcome.NotRun(task, "no time"),
            TaskKind.Simulate => Suites.Failed(task, "<b> & \u0001\nsecond line"),
            _ => Suites.Passed(task),
        });
        RunReports.Write(scratch.Path, summary);
        XElement junit = XDocument.Load(scratch["junit.xml"]).Root!;
        string page = File.ReadAllText(scratch["summary.html"]);
        JsonElement json = JsonDocument.Parse(File.ReadAllText(scratch["summary.json"])).RootElement;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(junit.Descendants("testcase").Count(), Is.EqualTo(14));
            Assert.That((int)junit.Attribute("tests")!, Is.EqualTo(14));
            Assert.That(junit.Descendants("failure").Single().Value, Does.Contain("second line\nmixpe simulate"));
            Assert.That(junit.Descendants("skipped").Count(), Is.EqualTo(1));
            Assert.That(json.GetProperty("failed").GetInt32(), Is.EqualTo(1));
            Assert.That(json.GetProperty("not_run").GetInt32(), Is.EqualTo(1));
            Assert.That(json.GetProperty("cases").GetInt64(), Is.EqualTo(65));
            Assert.That(json.GetProperty("results").GetArrayLength(), Is.EqualTo(14));
            Assert.That(Suite.Tasks.Select(task => task.Id), Has.All.Matches<string?>(id => page.Contains(id!, StringComparison.Ordinal)));
            Assert.That(page, Does.Contain("&lt;b&gt; &amp;").And.Not.Contain("<b> &"));
            Assert.That(page, Does.Contain("prefers-color-scheme: dark").And.Contain("<svg").And.Not.Contain("http"));
        }
    }

    [Test]
    public void History_grows_by_a_row_a_run_and_a_resumed_run_replaces_its_own()
    {
        using ScratchFolder scratch = new();
        RunReports.Write(scratch.Path, Summary("run-a", task => TaskOutcome.NotRun(task, "no time")));
        RunReports.Write(scratch.Path, Summary("run-b", task => Suites.Passed(task)));
        RunReports.Write(scratch.Path, Summary("run-a", task => Suites.Passed(task)));
        IReadOnlyList<HistoryRow> rows = RunHistory.Read(scratch["history.json"]);
        Assert.That(rows.Select(row => (row.Run, row.Passed)), Is.EquivalentTo([("run-a", 14), ("run-b", 14)]));
        Assert.That(File.ReadAllText(scratch["summary.html"]), Does.Contain("Cases over 2 runs"));
        Assert.That(Directory.EnumerateFileSystemEntries(scratch.Path).Count(), Is.EqualTo(4), "no litter");
    }

    [Test]
    public void The_score_counts_mutants_that_are_not_equivalent()
    {
        RegressSuite suite = Suites.Parse("name: m\ntasks:\n  - {run: mutate, designs: [mixpe-w4a8]}\n");
        TaskOutcome outcome = new(
            suite.Tasks[0].Id, TaskEnd.Passed, new TaskFigures(110, 0) { Killed = 99, Equivalent = 10, Survived = 1 }, 1, "");
        RunSummary summary = RunSummary.Of(
            new RunResult(suite, RunHead.New(suite, DateTimeOffset.UnixEpoch), [outcome], 1, false), null);
        Assert.That(summary.Mutation.Score, Is.EqualTo(0.99));
        Assert.That((summary.Cases, summary.IsGood), Is.EqualTo((0L, true)), "mutants are no cases");
    }

    [TestCase(9_999, 0, "9999 cases, 0 mismatches", "yellowgreen")]
    [TestCase(1_999_999, 0, "1.9 M cases, 0 mismatches", "yellowgreen")]
    [TestCase(14, 1, "14 cases, 2 mismatches, 1 tasks failed", "red")]
    [TestCase(0, 0, "no case was run", "red")]
    public void The_badge_says_what_ran(long cases, int failed, string message, string color)
    {
        long given = 0;
        RunSummary summary = Summary("run-a", task => failed > 0 && task.Kind == TaskKind.Simulate
            ? Suites.Failed(task)
            : Suites.Passed(task, task.Kind == TaskKind.Verify && given == 0 ? given = cases - (failed * 5) : 0));
        BadgeFigures figures = Badge.Of(summary);
        Assert.That((figures.Message, figures.Color), Is.EqualTo((message, color)));
        Assert.That(XDocument.Parse(Badge.Draw(figures)).Root!.Value, Does.Contain(message));
    }

    [Test]
    public void The_badge_of_a_whole_night_has_proofs_and_a_score()
    {
        RegressSuite suite = Suites.Parse("name: m\ntasks:\n  - {run: mutate, designs: [mixpe-w4a8]}\n");
        TaskOutcome outcome = new(
            suite.Tasks[0].Id, TaskEnd.Passed, new TaskFigures(100, 0) { Killed = 99, Survived = 1 }, 1, "");
        RunSummary summary = RunSummary.Of(
            new RunResult(suite, RunHead.New(suite, DateTimeOffset.UnixEpoch), [outcome], 1, false), null);
        BadgeFigures figures = Badge.Of(summary with { Cases = 7, Proofs = new(24, 0, 0, 0) });
        Assert.That(figures.Message, Is.EqualTo("7 cases, 0 mismatches, 24 proofs, mutation score 99.0 %"));
        Assert.That(figures.Color, Is.EqualTo("brightgreen"));
    }

    [Test]
    public void The_committed_badge_is_that_of_its_figures_and_stands_in_the_readme()
    {
        string path = Path.Combine(DesignFiles.Root, "docs", "badge", "verification.svg");
        string json = File.ReadAllText(Badge.JsonPath(path));
        BadgeFigures figures = JsonSerializer.Deserialize<BadgeFigures>(json, JsonStyle.Options)!;
        Assert.That(File.ReadAllText(path), Is.EqualTo(Badge.Draw(figures)));
        Assert.That(json, Is.EqualTo(Badge.Json(figures)));
        Assert.That(
            File.ReadAllText(Path.Combine(DesignFiles.Root, "README.md")), Does.Contain("(docs/badge/verification.svg)"));
    }

    private static RunSummary Summary(string run, Func<RegressTask, TaskOutcome> outcome)
    {
        RunHead head = RunHead.New(Suite, DateTimeOffset.UnixEpoch) with { Run = run };
        return RunSummary.Of(new RunResult(Suite, head, [.. Suite.Tasks.Select(outcome)], 2, false), "abc");
    }
}
