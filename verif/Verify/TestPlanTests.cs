using System.Reflection;
using MixPe.Cli;
using MixPe.Flow.Formal;
using MixPe.Flow.Verify;
using MixPe.Generator.Designs;
using MixPe.Verif.Designs;
using MixPe.Verif.Rtl;
using NUnit.Framework;
using YamlDotNet.Core;

namespace MixPe.Verif.Verify;

/// <summary>Holds the test plan to the tests and the tests to the plan.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TestPlanTests
{
    private const string RefreshVariable = "MIXPE_WRITE_TESTPLAN";

    private static readonly string[] Levels = ["quick", "full", "nightly"];
    private static readonly string[] Folders = ["Rtl", "Verify", "Formal", "Oracles"];
    private static readonly string Text = File.ReadAllText(Path.Combine(DesignFiles.Root, "verif", "testplan.yaml"));
    private static readonly IReadOnlyList<TestPoint> Plan = TestPlan.Read(Text);

    // Every kind of design that a proof can be of: the named ones, and what none of them has.
    private static IEnumerable<Design> Designs =>
        NamedDesigns.All.Select(named => DesignLoader.Load(named.Name)).Concat(
        [
            DesignLoader.Load("mixpe-w4a8", ["fused=true", "out=bf16"]),
            DesignLoader.Load("mixpe-w4a8", ["architecture=pair-sums"]),
            DesignLoader.Load("gguf-q4-0", ["activation_group_scale=bf16"]),
            DesignLoader.Load("mixpe-w4a8", ["weights=fp4_e2m1", "zero_point=none"]),
            DesignLoader.Load("mixpe-w4a16", ["out=fp16", "accumulator=fp32"]),
            DesignLoader.Load("mixpe-w4a16", ["accumulator=fp16"]),
            DesignLoader.Load("mixpe-w4a8", ["dataflow=weight-stationary"]),
        ]);

    private static IEnumerable<Type> Fixtures => typeof(TestPlanTests).Assembly.GetTypes()
        .Where(type => type.GetMethods().Any(method => method.GetCustomAttributes().Any(IsTest)));

    // Of a project that this one is part of, by the files of its fixtures.
    private static IEnumerable<string> BrowserFixtures => Directory
        .EnumerateFiles(Path.Combine(DesignFiles.Root, "verif", "Browser"), "*Tests.cs")
        .Select(file => $"test {Path.GetFileNameWithoutExtension(file)}");

    [Test]
    public void Every_point_is_whole()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (TestPoint point in Plan)
            {
                string[] words = [point.Unit, point.Point, point.Stimulus, point.Check];
                Assert.That(words, Has.None.EqualTo("").And.None.Contains("|"), $"{point}");
                Assert.That(Levels, Does.Contain(point.Level), $"{point}");
                Assert.That(point.Tests, Is.Not.Empty.And.Unique, $"{point}");
            }
        }

        Assert.That(Plan.Select(point => $"{point.Unit}: {point.Point}"), Is.Unique);
    }

    [Test]
    public void Every_named_test_exists()
    {
        var exist = Checks().Concat(Proofs()).Concat(Fixtures.SelectMany(Names)).Concat(BrowserFixtures)
            .ToHashSet(StringComparer.Ordinal);
        Assert.That(Named().Where(test => !exist.Contains(test)), Is.Empty, "tests that do not exist");
    }

    [Test]
    public void Every_check_proof_and_fixture_has_a_point()
    {
        // A method stands for its fixture.
        var named = Named().SelectMany(test => new[] { test, test.Split('.')[0] }).Concat(Named()).ToHashSet();
        var fixtures = Fixtures.Where(type => Folders.Contains(type.Namespace!.Split('.')[^1]))
            .Select(type => $"test {type.Name}");
        Assert.That(
            Checks().Concat(Proofs()).Concat(fixtures).Where(test => !named.Contains(test)), Is.Empty,
            "tests without a point");
    }

    [Test]
    public void Every_unit_has_a_point_at_quick_and_every_command_a_point()
    {
        var units = Designs.SelectMany(design => new RtlBench().Generate(design).Modules).Select(module => module.Unit);
        var quick = Plan.Where(point => point.Level == "quick").Select(point => point.Unit).ToHashSet();
        Assert.That(units.Distinct().Where(unit => !quick.Contains(unit)), Is.Empty, "units");

        var verbs = new CommandLineApp(new RtlBench().Generate).Verbs.Select(verb => $"mixpe {verb.Name}").ToArray();
        var planned = Plan.Select(point => point.Unit).Distinct().ToArray();
        Assert.That(verbs.Except(planned), Is.Empty, "commands");
        Assert.That(planned.Except(units).Except(verbs), Is.Empty, "neither a unit nor a command");
    }

    [Test]
    public void The_manual_shows_the_plan()
    {
        string path = Path.Combine(DesignFiles.Root, "docs", "testplan.md");
        string rendered = TestPlan.Render(Plan);
        if (Environment.GetEnvironmentVariable(RefreshVariable) == "1")
        {
            File.WriteAllText(path, rendered);
        }

        Assert.That(
            File.ReadAllText(path), Is.EqualTo(rendered),
            $"{RefreshVariable}=1 dotnet test verif -c Release --filter FullyQualifiedName~TestPlanTests writes it");
    }

    [TestCase("colour: red\n")]
    [TestCase("level: full\n")]
    public void A_key_that_is_unknown_or_there_twice_is_refused(string line) => Assert.That(
        () => TestPlan.Read($"{Example}  {line}"), Throws.InstanceOf<YamlException>());

    [Test]
    public void A_missing_key_is_refused()
    {
        Assert.That(TestPlan.Read(Example), Has.Count.EqualTo(1));
        foreach (string line in Example.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            Assert.That(
                () => TestPlan.Read(Example.Replace(line + "\n", "", StringComparison.Ordinal)),
                Throws.InstanceOf<YamlException>(), line);
        }
    }

    private const string Example =
        "- unit: pe\n  point: p\n  stimulus: s\n  check: c\n  level: quick\n  tests: [verify pe/groups]\n";

    private static IEnumerable<string> Named() => Plan.SelectMany(point => point.Tests);

    private static IEnumerable<string> Checks() => UnitChecks.All.Select(check => $"verify {check.Name}");

    private static IEnumerable<string> Proofs()
    {
        RtlBench bench = new();
        return Designs.SelectMany(design => ProofPlan.For(bench.Generate(design), bench.Generate))
            .Select(proof => $"prove {proof.Name}").Distinct();
    }

    private static IEnumerable<string> Names(Type fixture) =>
    [
        $"test {fixture.Name}",
        .. fixture.GetMethods().Where(method => method.GetCustomAttributes().Any(IsTest))
            .Select(method => $"test {fixture.Name}.{method.Name}"),
    ];

    // [Test], [TestCase], [TestCaseSource], and FsCheck's [Property].
    private static bool IsTest(Attribute attribute) => attribute is NUnit.Framework.Interfaces.ITestBuilder
        or NUnit.Framework.Interfaces.ISimpleTestBuilder;
}
