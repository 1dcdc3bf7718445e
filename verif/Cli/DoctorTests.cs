using System.Runtime.Versioning;
using System.Text.Json;
using MixPe.Cli;
using MixPe.Flow.Doctor;
using NUnit.Framework;

namespace MixPe.Verif.Cli;

[TestFixture]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
public sealed class DoctorTests
{
    [TestCase("Verilator 5.006 2023-01-22 rev (Debian 5.006-3)", "5.006")]
    [TestCase("Icarus Verilog version 11.0 (stable) ()", "11.0")]
    [TestCase("Yosys 0.23 (git sha1 7ce5011c24b)", "0.23")]
    [TestCase("v18.20.4", "18.20.4")]
    [TestCase("12", "12")]
    [TestCase("no number", null)]
    public void Finds_the_version_in_a_tools_words(string output, string? version) =>
        Assert.That(ToolExamination.VersionIn(output), Is.EqualTo(version));

    [TestCase("echo 'tool 5.006'", ToolStatus.Ok)]
    [TestCase("echo 'tool 5.010'", ToolStatus.Ok)]
    [TestCase("echo 'tool 10.1.2.3'", ToolStatus.Ok)]
    [TestCase("echo 6 >&2", ToolStatus.Ok)]
    [TestCase("echo 'tool 5.005'", ToolStatus.Old)]
    [TestCase("echo 'tool 4.228'", ToolStatus.Old)]
    [TestCase("echo 'tool 5.006'; exit 1", ToolStatus.Failed)]
    [TestCase("echo hello", ToolStatus.Failed)]
    public void Judges_a_tool_by_what_it_prints(string script, ToolStatus status)
    {
        using var scratch = new ScratchFolder();
        WriteTool(scratch["tool"], script);
        Assert.That(Examine(scratch.Path).Status, Is.EqualTo(status));
    }

    [Test]
    public void A_tool_that_is_not_on_the_path_is_missing()
    {
        using var scratch = new ScratchFolder();
        Assert.That(Examine(scratch.Path).Status, Is.EqualTo(ToolStatus.Missing));
    }

    [Test]
    public void A_file_that_does_not_run_fails_with_a_reason()
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText(scratch["tool"], "");
        var finding = Examine(scratch.Path);
        Assert.That(finding.Status, Is.EqualTo(ToolStatus.Failed));
        Assert.That(finding.LastLine, Is.Not.Empty);
    }

    [Test]
    public void The_first_directory_of_the_path_wins()
    {
        using var scratch = new ScratchFolder();
        foreach (var (folder, version) in new[] { ("a", "5.5"), ("b", "6.0") })
        {
            Directory.CreateDirectory(scratch[folder]);
            WriteTool(Path.Combine(scratch[folder], "tool"), $"echo {version}");
        }

        Assert.That(Examine($"{scratch["none"]}:{scratch["b"]}:{scratch["a"]}").Version, Is.EqualTo("6.0"));
    }

    [Test]
    public void Json_lists_every_tool_and_the_exit_code_follows_the_required_ones()
    {
        var (code, output, error) = CommandLine.Run("doctor", "--json");
        var document = JsonDocument.Parse(output).RootElement;
        var tools = document.GetProperty("tools").EnumerateArray().ToArray();
        var ok = tools.All(tool =>
            tool.GetProperty("status").GetString() == "ok" || !tool.GetProperty("required").GetBoolean());
        Assert.Multiple(() =>
        {
            Assert.That(
                tools.Select(tool => tool.GetProperty("name").GetString()),
                Is.EquivalentTo(
                    ["verilator", "iverilog", "yosys", "sta", "nextpnr-ice40", "sbatch", "g++", "make", "node", "npm", "dotnet"]));
            Assert.That(document.GetProperty("ok").GetBoolean(), Is.EqualTo(ok));
            Assert.That(code, Is.EqualTo(ok ? ExitCode.Done : ExitCode.ToolFailed));
            Assert.That(error.Length > 0, Is.EqualTo(!ok));
        });
    }

    private static ToolFinding Examine(string path)
    {
        var wanted = new ToolRequirement("tool", "--version", "5.006", "tool", true, "a test", "none");
        return ToolExamination.Examine([wanted], path).Single();
    }

    private static void WriteTool(string path, string script)
    {
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }
}
