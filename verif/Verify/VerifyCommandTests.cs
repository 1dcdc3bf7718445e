using System.Text.Json;
using System.Xml.Linq;
using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Coverage;
using MixPe.Flow.Verify.Reports;
using MixPe.Generator.Designs;
using MixPe.Verif.Cli;
using MixPe.Verif.Regress;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Verify;

/// <summary>mixpe verify as a user meets it: exit codes and documents.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class VerifyCommandTests
{
    [Test]
    public void A_level_that_is_none_is_refused()
    {
        var (code, output, error) = CommandLine.Run("verify", "mixpe-w4a8", "--level", "7");
        Assert.That((code, output), Is.EqualTo((MixPe.Cli.ExitCode.BadInput, "")));
        Assert.That(error, Does.Contain("--level: 7: quick, full or nightly is wanted"));
    }

    [Test]
    public void The_documents_have_their_fields()
    {
        using ScratchFolder scratch = new();
        var (code, output, error) = VerifyCommand.Run(
            "mixpe-w4a8", "--check", "csa", "--check", "delay", "--seed", "7", "--json", "--out", scratch["out"],
            "--corpus", scratch["corpus"]);
        Assert.That((code, error), Is.EqualTo((0, "")));
        JsonElement root = JsonDocument.Parse(output).RootElement;
        Assert.That(root.GetProperty("level").GetString(), Is.EqualTo("quick"));
        Assert.That(root.GetProperty("seed").GetInt32(), Is.EqualTo(7));
        string design = root.GetProperty("design").GetString()!;
        JsonElement[] checks = [.. root.GetProperty("checks").EnumerateArray()];
        string[] names = ["csa/all", "csa/all@icarus", "delay/words", "delay/words@icarus"];
        Assert.That(checks.Select(check => check.GetProperty("name").GetString()), Is.EqualTo(names));
        using (Assert.EnterMultipleScope())
        {
            foreach (JsonElement check in checks)
            {
                Assert.That(check.GetProperty("cases").GetInt64(), Is.Positive);
                Assert.That(check.GetProperty("failures").GetInt64(), Is.Zero);
                Assert.That(check.GetProperty("seconds").GetDouble(), Is.GreaterThanOrEqualTo(0));
                Assert.That(check.GetProperty("status").GetString(), Is.EqualTo("passed"));
            }
        }

        // The same document as a file, and the same checks as JUnit XML.
        Assert.That(File.ReadAllText(scratch[$"out/{design}.json"]).Trim(), Is.EqualTo(output.Trim()));
        XElement junit = XDocument.Load(scratch[$"out/{design}.junit.xml"]).Root!;
        Assert.That(junit.Name.LocalName, Is.EqualTo("testsuites"));
        Assert.That(junit.Descendants("testcase").Select(test => test.Attribute("name")!.Value), Is.EqualTo(names));
        Assert.That(
            junit.Elements("testsuite").Select(suite => suite.Attribute("tests")!.Value),
            Is.EqualTo(new[] { "2", "2" }));
        Assert.That(Directory.GetFiles(scratch["out"]), Has.Length.EqualTo(2), "nothing is left beside them");
    }

    [Test]
    public void A_check_that_is_none_is_refused_with_the_names()
    {
        var (code, output, error) = VerifyCommand.Run("mixpe-w4a8", "--check", "nonsense");
        Assert.That((code, output), Is.EqualTo((2, "")));
        Assert.That(error, Does.Contain("--check").And.Contain("nonsense").And.Contain("array/tiles"));
    }

    [TestCase("--budget", "soon")]
    [TestCase("--level", "most")]
    [TestCase("--level", "quick,nightly")]
    [TestCase("--corpus", "/proc/corpus")]
    [TestCase("--replay", "no-such-file.json")]
    [TestCase("--check", "")]
    [TestCase("--least-toggle", "101")]
    [TestCase("--least-line", "-1")]
    [TestCase("--least-line", "NaN")]
    [TestCase("--corpus", "(a file)")]
    [TestCase("--out", "(a file)")]
    public void A_bad_option_is_refused(string option, string value)
    {
        string given = value == "(a file)" ? typeof(VerifyCommandTests).Assembly.Location : value;
        var (code, output, error) = VerifyCommand.Run("mixpe-w4a8", option, given);
        Assert.That((code, output), Is.EqualTo((2, "")));
        Assert.That(error, Does.Contain(option).And.Contain(given));
    }

    // Several threads miss it at once: one message, and not theirs.
    [TestCase("verify", "mixpe-w4a8", "--check", "csa", "--check", "delay")]
    [TestCase("mutate", "mixpe-w4a8", "--unit", "act_sum", "--count", "3")]
    public void A_missing_tool_is_named_with_what_to_install(params string[] args)
    {
        using ScratchFolder scratch = new();
        Directory.CreateDirectory(scratch["empty"]);
        using MixpeProcess process = new(scratch.Path, scratch["empty"], args);
        var (code, output, error) = process.End();
        Assert.That((code, output), Is.EqualTo((3, "")), error);
        Assert.That(error, Does.Contain("install").And.Not.Contain("   at "));
    }

    // Nothing was found wrong, but nothing was looked at: that is no pass.
    [Test]
    public void A_budget_that_ends_before_the_first_case_is_a_failure()
    {
        using ScratchFolder scratch = new();
        VerifyReport report = new VerifyBench().Verifier.Run(
            RtlDesigns.Make("uint4", "int8"),
            new VerifyOptions
            {
                Only = ["csa"],
                Budget = TimeSpan.FromTicks(1),
                Corpus = scratch["corpus"],
                Output = scratch["out"],
            });
        Assert.That(report.Checks, Has.Count.EqualTo(2));
        Assert.That(report.Checks.Select(check => check.Status), Is.All.EqualTo(CheckStatus.NotRun));
        Assert.That(report.IsPassed, Is.False);
        XElement junit = XDocument.Parse(VerifyJUnit.Write(report)).Root!;
        Assert.That(junit.Descendants("skipped").Count(), Is.EqualTo(2));
    }

    // 2^24 products take longer than that on any machine.
    [Test]
    public void A_check_that_a_budget_cuts_in_the_middle_is_no_pass()
    {
        using ScratchFolder scratch = new();
        Design design = RtlDesigns.Make("uint4", "fp16", "lanes=16", "group=16");
        VerifyReport Run(VerifyLevel level, TimeSpan? budget) => new VerifyBench().Verifier.Run(design, new VerifyOptions
        {
            Only = ["pe/products"],
            Level = level,
            Budget = budget,
            Corpus = scratch["corpus"],
            Output = scratch["out"],
        });
        Assert.That(Run(VerifyLevel.Quick, null) is { IsPassed: true, IsCut: false }, "the unit is in the cache");
        VerifyReport cut = Run(VerifyLevel.Full, TimeSpan.FromSeconds(4));
        CheckResult products = cut.Checks.Single(check => check.Name == "pe/products");
        TestContext.Out.WriteLine($"{products.Cases} cases");
        Assert.That((products.Status, products.Space), Is.EqualTo((CheckStatus.NotRun, 0L)));
        Assert.That(cut is { IsPassed: false, IsCut: true });
    }

    [Test]
    public void A_report_without_a_case_is_no_pass()
    {
        CheckResult none = new("csa/all", "csa", CheckStatus.NotRun, 0, 0, 0, 0, null);
        CheckResult one = none with { Status = CheckStatus.Passed, Cases = 1 };
        CheckResult empty = none with { Status = CheckStatus.Failed };
        Assert.That(Report(none).IsPassed, Is.False);
        Assert.That(Report(one).IsPassed, Is.True);
        Assert.That(Report().IsPassed, Is.False);
        Assert.That(Report(one, none).IsPassed, Is.False, "not all of it was looked at");
        Assert.That(Report(one, empty).IsPassed, Is.False, "a check without a case failed");
        Assert.That(VerifyJUnit.Write(Report(one, empty)), Does.Contain("no case was run"));
    }

    private static VerifyReport Report(params CheckResult[] checks) => new(
        RtlDesigns.Make("uint4", "int8"), VerifyLevel.Quick, 1, checks, new FunctionalCoverage(), null);
}
