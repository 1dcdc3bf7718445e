using System.Text.Json;
using MixPe.Cli;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Cli;

[TestFixture]
public sealed class CommandLineTests
{
    private static readonly string[] Verbs =
        ["generate-rtl", "designs", "simulate", "system", "cycles", "estimate", "verify", "prove", "synth", "compare", "mutate", "explore", "explore-worker", "draw", "report", "regress", "demo", "doctor", "completion"];

    [Test]
    public void Designs_prints_each_named_design()
    {
        var (code, output, error) = CommandLine.Run("designs");
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.EqualTo(ExitCode.Done));
            Assert.That(error, Is.Empty);
            Assert.That(
                output.TrimEnd().Split('\n').Select(line => line.Split(' ')[0]),
                Is.EqualTo(NamedDesigns.All.Select(design => design.Name)));
        });
    }

    [Test]
    public void Designs_json_has_the_promised_fields()
    {
        var (code, output, _) = CommandLine.Run("designs", "--json");
        var designs = JsonDocument.Parse(output).RootElement.EnumerateArray().ToArray();
        Assert.That(code, Is.EqualTo(ExitCode.Done));
        Assert.That(designs, Has.Length.EqualTo(NamedDesigns.All.Count));
        foreach (var design in designs)
        {
            Assert.That(
                design.EnumerateObject().Select(property => property.Name),
                Is.EqualTo(["name", "description", "weights", "activations", "group", "systems"]));
        }

        var first = designs.Single(design => design.GetProperty("name").GetString() == "mixpe-w4a8");
        Assert.Multiple(() =>
        {
            Assert.That(first.GetProperty("weights").GetString(), Is.EqualTo("uint4"));
            Assert.That(first.GetProperty("activations").GetString(), Is.EqualTo("int8"));
            Assert.That(first.GetProperty("group").GetInt32(), Is.EqualTo(128));
            Assert.That(first.GetProperty("systems")[0].GetString(), Is.EqualTo("MixPE W4A8"));
        });
    }

    [Test]
    public void Generate_rtl_json_has_the_promised_fields_and_the_files_are_there()
    {
        using var scratch = new ScratchFolder();
        var target = scratch["b"];
        var (code, output, error) = CommandLine.Run(
            "generate-rtl", "mixpe-w4a8", "--set", "name=tiny", "--set", "rows=2", "--out", target, "--json");
        Assert.That(code, Is.EqualTo(ExitCode.Done), error);
        var document = JsonDocument.Parse(output).RootElement;
        var files = document.GetProperty("files").EnumerateArray().Select(file => file.GetString()!).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(document.GetProperty("design").GetString(), Is.EqualTo("tiny"));
            Assert.That(document.GetProperty("hash").GetString(), Is.EqualTo(FakeBundles.Hash));
            Assert.That(document.GetProperty("out").GetString(), Is.EqualTo(target));
            Assert.That(document.GetProperty("top").GetString(), Is.EqualTo("tiny_top"));
            Assert.That(files, Does.Contain("tiny.f").And.Contain("manifest.json").And.Contain("rtl/tiny_leaf.sv"));
            Assert.That(files.Select(file => Path.Combine(target, file)).Where(path => !File.Exists(path)), Is.Empty);
            Assert.That(File.ReadAllText(Path.Combine(target, "design.yaml")), Does.Contain("\nrows: 2\n"));
        });
    }

    [Test]
    public void Every_fault_of_a_design_is_a_line_on_standard_error()
    {
        using var scratch = new ScratchFolder();
        var path = scratch["bad.yaml"];
        File.WriteAllText(path, "name: a\nweights: uint4\nactivations: int8\nlanes: 0\nrows: 0\n");
        var (code, output, error) = CommandLine.Run("generate-rtl", path, "--set", "columns=0", "--out", scratch["b"]);
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.EqualTo(ExitCode.BadInput));
            Assert.That(output, Is.Empty);
            Assert.That(
                error.TrimEnd().Split('\n'),
                Is.EqualTo(
                [
                    "--set: columns: 0: columns is an integer from 1 to 64 [columns]",
                    $"{path}:4: lanes: 0: lanes is an integer from 1 to 16 [lanes]",
                    $"{path}:5: rows: 0: rows is an integer from 1 to 64 [rows]",
                ]));
            Assert.That(Directory.Exists(scratch["b"]), Is.False);
        });
    }

    [Test]
    public void A_directory_that_is_no_bundle_is_bad_input()
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText(scratch["thesis.tex"], "x");
        var (code, _, error) = CommandLine.Run("generate-rtl", "mixpe-w4a8", "--out", scratch.Path);
        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(error, Does.Contain("not replaced"));
        Assert.That(File.Exists(scratch["thesis.tex"]));
    }

    [TestCase]
    [TestCase("nonsense")]
    [TestCase("generate-rtl")]
    [TestCase("generate-rtl", "a", "b")]
    [TestCase("designs", "--jsn")]
    [TestCase("generate-rtl", "mixpe-w4a8", "--out")]
    [TestCase("completion", "tcsh")]
    public void Misuse_is_exit_2_with_a_reason(params string[] args)
    {
        var (code, output, error) = CommandLine.Run(args);
        Assert.Multiple(() =>
        {
            Assert.That(code, Is.EqualTo(ExitCode.BadInput));
            Assert.That(output, Is.Empty);
            Assert.That(error.TrimEnd().Split('\n'), Has.Length.GreaterThanOrEqualTo(2));
        });
    }

    [TestCase("", "the name is empty")]
    [TestCase("/", "that is a directory")]
    public void A_name_that_is_no_file_is_explained(string name, string reason)
    {
        var (code, _, error) = CommandLine.Run("generate-rtl", name);
        Assert.That((code, error), Is.EqualTo((ExitCode.BadInput, error)));
        Assert.That(error, Does.Contain(reason));
    }

    [Test]
    public void Version_prints_the_tools_version() =>
        Assert.That(
            CommandLine.Run("--version"), Is.EqualTo((ExitCode.Done, $"mixpe {ToolVersion.Text}\n", "")));

    [TestCaseSource(nameof(Verbs))]
    public void Help_shows_an_example_that_works(string verb)
    {
        var example = new CommandLineApp(FakeBundles.Generate).Examples
            .Single(example => example.Split(' ')[1] == verb);
        var (code, help, _) = CommandLine.Run(verb, "--help");
        Assert.That(code, Is.EqualTo(ExitCode.Done));
        Assert.That(help, Does.Contain($"Example:\n  {example}\n"));

        Assert.That(help.Split('\n').Max(line => line.Length), Is.LessThan(140), "help fits a window");
        if (verb is "simulate" or "system" or "verify" or "demo" or "prove" or "synth" or "mutate" or "explore" or "explore-worker" or "draw" or "report" or "regress")
        {
            // These build whole arrays, or many, or read what those left: verif/Flow, verif/Systems, verif/Explore,
            // verif/Drawings, verif/Report and verif/Regress run small ones.
            return;
        }

        using var scratch = new ScratchFolder();
        var args = example.Split(' ')[1..].Select(arg => arg.Replace("rtl-out", scratch.Path, StringComparison.Ordinal));
        Assert.That(CommandLine.Run([.. args]).Code, Is.AnyOf(ExitCode.Done, ExitCode.ToolFailed));
    }

    [Test]
    public void Every_verb_is_tried_here() =>
        Assert.That(
            new CommandLineApp(FakeBundles.Generate).Examples.Select(example => example.Split(' ')[1]),
            Is.EqualTo(Verbs));

    [TestCase("gener", "generate-rtl")]
    [TestCase("generate-rtl mixpe-w4a8-", "mixpe-w4a8-fpga")]
    [TestCase("generate-rtl mixpe-w4a8 --set la", "lanes=")]
    [TestCase("compare mixpe-w4a8 w8", "w8a8")]
    [TestCase("report x --ch", "--charts")]
    [TestCase("completion f", "fish")]
    public void The_shell_can_ask_what_comes_next(string line, string expected)
    {
        var (code, output, _) = CommandLine.Run($"[suggest:{line.Length}]", line);
        Assert.That(code, Is.EqualTo(ExitCode.Done));
        Assert.That(output.Split('\n', StringSplitOptions.TrimEntries), Does.Contain(expected));
    }
}
