using MixPe.Cli;
using MixPe.Generator.Rtl;
using MixPe.Sim.Processes;
using MixPe.Verif.Cli;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Examples;

/// <summary>The example of a system on a chip runs on both simulators, and would say so if it did not.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SocExampleTests
{
    private static readonly ExternalTool Make = new("make", "any", "install the package 'make'");
    private static readonly string Soc = Path.Combine(DesignFiles.Root, "examples", "soc");

    [Test]
    public void The_job_is_the_one_of_the_readmes_command()
    {
        using var scratch = new ScratchFolder();
        string[] words = [.. File.ReadLines(Path.Combine(Soc, "README.md"))
            .Single(line => line.Contains("./mixpe simulate", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).SkipLast(1)];
        using StringWriter output = new();
        int code = new CommandLineApp(BundleGenerator.Create().Generate).Run([.. words, scratch["job"]], output, output);
        Assert.That(code, Is.Zero, output.ToString());
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(Soc, "job")).Select(file => Path.GetFileName(file))];
        Assert.That(files, Is.EquivalentTo(new[] { "job.svh", "x.hex", "w.hex", "y.hex" }));
        foreach (string file in files)
        {
            Assert.That(File.ReadAllBytes(Path.Combine(Soc, "job", file)), Is.EqualTo(File.ReadAllBytes(scratch[$"job/{file}"])));
        }
    }

    [TestCase("icarus")]
    [TestCase("verilator")]
    public void It_passes(string simulator)
    {
        using var scratch = new ScratchFolder();
        ToolResult result = Run(scratch, simulator, Path.Combine(Soc, "job"));
        Assert.That(result.ExitCode, Is.Zero, result.Output);
        Assert.That(result.Output, Does.Contain("PASSED after"));
    }

    [Test]
    public void It_fails_when_a_bit_of_a_result_differs()
    {
        using var scratch = new ScratchFolder();
        Directory.CreateDirectory(scratch["job"]);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Soc, "job")))
        {
            File.Copy(file, scratch[$"job/{Path.GetFileName(file)}"]);
        }

        string[] lines = File.ReadAllLines(scratch["job/y.hex"]);
        int at = lines.Length / 2;
        lines[at] = lines[at][..^1] + (lines[at][^1] == '0' ? '1' : '0');
        File.WriteAllLines(scratch["job/y.hex"], lines);
        ToolResult result = Run(scratch, "icarus", scratch["job"]);
        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(result.Output, Does.Contain("FAILED after"));
    }

    private static ToolResult Run(ScratchFolder scratch, string target, string job) => ToolProcess.Run(
        new ToolCommand(Make, ["-C", Soc, target, $"JOB={job}", $"OUT={scratch["out"]}"]) { Timeout = TimeSpan.FromMinutes(10) });
}
