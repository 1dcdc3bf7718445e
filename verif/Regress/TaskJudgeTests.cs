using MixPe.Flow.Regress;
using MixPe.Sim.Processes;
using NUnit.Framework;

namespace MixPe.Verif.Regress;

[TestFixture]
public sealed class TaskJudgeTests
{
    private const string GoodVerify = """{"checks": [{"cases": 3, "failures": 0}, {"cases": 4, "failures": 0}], "cut": false}""";

    private static readonly TaskLimits Plenty = new(null, TimeSpan.FromHours(1), false);

    [TestCase(TaskKind.Verify, GoodVerify, 0, 7, TaskEnd.Passed, "")]
    [TestCase(TaskKind.Verify, """{"checks": [], "cut": false}""", 0, 0, TaskEnd.Failed, "no case")]
    [TestCase(TaskKind.Verify, """{"checks": [{"cases": 3, "failures": 1}], "cut": false}""", 0, 3, TaskEnd.Failed, "yet exit code 0")]
    [TestCase(TaskKind.Verify, """{"checks": [{"cases": 3, "failures": 1}], "cut": false}""", 1, 3, TaskEnd.Failed, "exit code 1")]
    [TestCase(TaskKind.Verify, GoodVerify, 137, 7, TaskEnd.Failed, "signal 9")]
    [TestCase(TaskKind.Verify, GoodVerify + "{", 0, 0, TaskEnd.Failed, "not the JSON document")]
    [TestCase(TaskKind.Verify, "", 0, 0, TaskEnd.Failed, "not the JSON document")]
    [TestCase(TaskKind.Verify, """{"checks": [{"cases": -3, "failures": 0}], "cut": false}""", 0, 0, TaskEnd.Failed, "no count")]
    [TestCase(TaskKind.Prove, """{"proofs": [{"result": "proved"}, {"result": "bounded"}, {"result": "skipped"}]}""", 0, 2, TaskEnd.Passed, "")]
    [TestCase(TaskKind.Prove, """{"proofs": [{"result": "skipped"}]}""", 0, 0, TaskEnd.Failed, "no case")]
    [TestCase(TaskKind.Prove, """{"proofs": [{"result": "refuted"}]}""", 0, 1, TaskEnd.Failed, "1 failures")]
    [TestCase(TaskKind.Prove, """{"proofs": [{"result": "perhaps"}]}""", 0, 0, TaskEnd.Failed, "perhaps")]
    [TestCase(TaskKind.Mutate, """{"units": [{"mutants": 9, "killed": 7, "equivalent": 1, "survived": 1}]}""", 0, 9, TaskEnd.Passed, "")]
    [TestCase(TaskKind.Simulate, """{"compared": 6, "mismatches": 0}""", 0, 6, TaskEnd.Passed, "")]
    [TestCase(TaskKind.Simulate, """{"compared": 6, "mismatches": 2}""", 1, 6, TaskEnd.Failed, "exit code 1")]
    public void Judges(TaskKind kind, string output, int exit, long cases, TaskEnd end, string reason)
    {
        TaskOutcome outcome = TaskJudge.Of(new RegressTask(kind, "d", "d"), Plenty, Result(exit, output));
        Assert.That((outcome.Result, outcome.Figures.Cases), Is.EqualTo((end, cases)), outcome.Reason);
        Assert.That(outcome.Reason, reason.Length == 0 ? Is.Empty : Does.Contain(reason));
    }

    [Test]
    public void What_the_budget_cut_short_has_not_run()
    {
        RegressTask task = new(TaskKind.Verify, "d", "d") { Budget = TimeSpan.FromMinutes(2) };
        TaskLimits cut = TaskLimits.For(task, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10));
        Assert.That(cut, Is.EqualTo(new TaskLimits(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(13), true)));
        Assert.That(TaskJudge.Of(task, cut, Result(0, """{"checks": [], "cut": true}""")).Result, Is.EqualTo(TaskEnd.NotRun));
        Assert.That(TaskJudge.Of(task, cut, Result(1, """{"checks": [], "cut": true}""")).Result, Is.EqualTo(TaskEnd.NotRun));
        Assert.That(TaskJudge.Of(task, cut, Result(3, """{"checks": [], "cut": true}""")).Result, Is.EqualTo(TaskEnd.Failed));
        Assert.That(TaskJudge.Of(task, Plenty, Result(1, """{"checks": [], "cut": true}""")).Result, Is.EqualTo(TaskEnd.Failed));
        const string Half = """{"checks": [{"cases": 9, "failures": 0}, {"cases": 0, "failures": 0}], "cut": true}""";
        Assert.That(TaskJudge.Of(task, cut, Result(1, Half)).Result, Is.EqualTo(TaskEnd.NotRun));
        Assert.That(TaskJudge.Of(task, Plenty, Result(1, Half)).Result, Is.EqualTo(TaskEnd.Failed));
        const string Whole = """{"checks": [{"cases": 9, "failures": 0}], "cut": false}""";
        Assert.That(
            TaskJudge.Of(task, cut, Result(1, Whole)).Result, Is.EqualTo(TaskEnd.Failed), "its coverage is too low");
        const string Bad = """{"checks": [{"cases": 9, "failures": 1}, {"cases": 0, "failures": 0}], "cut": true}""";
        Assert.That(TaskJudge.Of(task, cut, Result(1, Bad)).Result, Is.EqualTo(TaskEnd.Failed));
        Assert.That(TaskJudge.OfKilled(task, cut).Result, Is.EqualTo(TaskEnd.NotRun));
        Assert.That(TaskJudge.OfKilled(task, Plenty).Result, Is.EqualTo(TaskEnd.Failed));
    }

    private static ToolResult Result(int exit, string output) => new(exit, output, "", [], TimeSpan.FromSeconds(1));
}
