using System.Text;
using MixPe.Flow.Regress;
using MixPe.Generator.Designs;
using MixPe.Verif.Cli;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Regress;

[TestFixture]
public sealed class SuiteLoaderTests
{
    [Test]
    public void A_suite_is_every_combination_one_seed_after_the_other()
    {
        RegressSuite suite = Suites.Parse(Suites.Small);
        Assert.That(
            suite.Tasks.Select(task => string.Join(' ', task.Arguments(task.Budget))),
            Is.EqualTo(
            [
                "verify mixpe-w4a8 --level quick --seed 1 --budget 1m --json",
                "verify mixpe-w4a16 --level quick --seed 1 --budget 1m --json",
                "verify mixpe-w4a8 --level full --seed 1 --budget 1m --json",
                "verify mixpe-w4a16 --level full --seed 1 --budget 1m --json",
                "verify mixpe-w4a8 --level quick --seed 2 --budget 1m --json",
                "verify mixpe-w4a16 --level quick --seed 2 --budget 1m --json",
                "verify mixpe-w4a8 --level full --seed 2 --budget 1m --json",
                "verify mixpe-w4a16 --level full --seed 2 --budget 1m --json",
                "verify mixpe-w4a8 --level quick --seed 3 --budget 1m --json",
                "verify mixpe-w4a16 --level quick --seed 3 --budget 1m --json",
                "verify mixpe-w4a8 --level full --seed 3 --budget 1m --json",
                "verify mixpe-w4a16 --level full --seed 3 --budget 1m --json",
                "prove mixpe-w4a8 --json",
                "simulate mixpe-w4a8 --gemm 2,3,4 --seed 7 --json",
            ]));
    }

    [Test]
    public void Every_fault_is_told_at_once_with_line_field_value_and_rule()
    {
        const string Text = """
            name: "a b"
            task: 1
            tasks:
              - run: simulat
                designs: [mixpe-w4a9]
              - run: verify
                designs: [mixpe-w4a8]
                levels: [quik]
                seeds: [3..1, -1]
                shapes: ["1,2"]
                budget: 3
                arguments: ["--json"]
              - 5
              - run: mutate
            """;
        Assert.That(
            Suites.FaultsOf(Text).Select(fault => $"{fault.Line} {fault.Field} {fault.Value} {DesignFiles.RuleId(fault)}"),
            Is.EqualTo(
            [
                "1 name a b name",
                "2 task 1 known",
                "4 tasks[0].run simulat run",
                "5 tasks[0].designs mixpe-w4a9 designs",
                "8 tasks[1].levels quik levels",
                "9 tasks[1].seeds 3..1 seeds",
                "9 tasks[1].seeds -1 seeds",
                "10 tasks[1].shapes a list goes",
                "10 tasks[1].shapes 1,2 shapes",
                "11 tasks[1].budget 3 time",
                "12 tasks[1].arguments --json arguments",
                "13 tasks[2] 5 shape",
                "14 tasks[3].designs nothing required",
            ]));
    }

    [TestCase("", "yaml")]
    [TestCase("- a", "yaml")]
    [TestCase("name: a\nname: b\ntasks: []", "once")]
    [TestCase("name: a\ntasks: []", "shape")]
    [TestCase("name: a\n---\nname: b", "yaml")]
    [TestCase("name: &a a\ntasks: *a", "plain")]
    [TestCase("name: !t a\ntasks: []", "plain")]
    [TestCase("<<: {name: a}\ntasks: []", "plain")]
    [TestCase("name: a\ntasks:\n  - {run: prove, designs: [mixpe-w4a8, mixpe-w4a8]}", "distinct")]
    [TestCase("name: a\ntasks:\n  - {run: prove, designs: [mixpe-w4a8]}\n  - {run: prove, designs: [mixpe-w4a8]}", "distinct")]
    [TestCase("name: a\ntasks:\n  - {run: prove, designs: [\"a\\0b\"]}", "designs")]
    [TestCase("name: a\ntasks:\n  - {run: prove, designs: []}", "designs")]
    public void Form_is_held_to(string text, string rule) =>
        Assert.That(Suites.FaultsOf(text).Select(DesignFiles.RuleId), Does.Contain(rule));

    [Test]
    public void Hostile_files_are_refused_and_do_no_harm()
    {
        byte[][] files =
        [
            Encoding.UTF8.GetBytes($"tasks: {new string('[', 100_000)}"),
            Encoding.UTF8.GetBytes($"tasks: {string.Concat(Enumerable.Repeat("{a: ", 100_000))}"),
            [0x6e, 0x3a, 0x20, 0xff],
            new byte[SuiteRules.MaximumBytes + 1],
            Encoding.UTF8.GetBytes("a: \"\\UFFFFFFFF\""),
            Encoding.UTF8.GetBytes("%YAML 99999999999.1\n---\na: b"),
        ];
        foreach (byte[] file in files)
        {
            Assert.That(Suites.FaultsOf(file), Is.Not.Empty);
        }
    }

    [Test]
    public void Another_task_design_or_tool_is_another_hash()
    {
        using ScratchFolder scratch = new();
        string design = scratch["d.yaml"];
        string suite = scratch["s.yaml"];
        File.WriteAllText(suite, "name: a\ntasks:\n  - {run: prove, designs: [d.yaml]}\n");
        File.WriteAllText(design, DesignFiles.Minimal);
        string hash = SuiteLoader.Load(suite).Hash;
        File.WriteAllText(design, $"# the same\n{DesignFiles.Minimal}");
        Assert.That(SuiteLoader.Load(suite).Hash, Is.EqualTo(hash), "a comment");
        Assert.That(SuiteLoader.Load(suite).Tasks[0].Arguments(null)[1], Is.EqualTo(design), "relative to the suite");
        Assert.That(SuiteLoader.Load(suite, "tool").Hash, Is.Not.EqualTo(hash), "the tool");
        File.WriteAllText(design, $"{DesignFiles.Minimal}rows: 2\n");
        Assert.That(SuiteLoader.Load(suite).Hash, Is.Not.EqualTo(hash), "the design");
        File.WriteAllText(design, DesignFiles.Minimal);
        File.AppendAllText(suite, "  - {run: mutate, designs: [d.yaml]}\n");
        Assert.That(SuiteLoader.Load(suite).Hash, Is.Not.EqualTo(hash), "the tasks");
    }

    [Test]
    public void The_nightly_suite_runs_every_command_that_checks_over_every_named_design()
    {
        RegressSuite suite = SuiteLoader.Load(Path.Combine(DesignFiles.Root, "nightly.yaml"));
        foreach (TaskKind kind in Enum.GetValues<TaskKind>())
        {
            Assert.That(
                suite.Tasks.Where(task => task.Kind == kind).Select(task => task.Design).Distinct(),
                Is.EquivalentTo(NamedDesigns.All.Select(design => design.Name)),
                $"{kind}");
        }
    }

    [Test]
    public void The_manual_has_every_rule_and_no_other() =>
        Assert.That(
            File.ReadLines(Path.Combine(DesignFiles.Root, "docs", "regress.md"))
                .SkipWhile(line => !line.StartsWith("| rule |", StringComparison.Ordinal))
                .Skip(2)
                .TakeWhile(line => line.Length > 0),
            Is.EqualTo(SuiteRules.All.Select(rule => $"| `{rule.Id}` | {rule.Sentence} |")));
}
