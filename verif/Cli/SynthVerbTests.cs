using MixPe.Cli;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Cli;

/// <summary>What mixpe synth refuses.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SynthVerbTests
{
    [Test]
    public void All_faults_are_told_at_once()
    {
        var (code, output, error) = CommandLine.Run(
            "synth", "mixpe-w4a8", "--unit", "wheel", "--clock-ns", "-1", "--sweep", "--jobs", "0");
        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(output, Is.Empty);
        foreach (string word in new[] { "--unit: wheel", "--clock-ns: -1", "--sweep", "--jobs: 0" })
        {
            Assert.That(error, Does.Contain(word));
        }
    }

    [Test]
    public void A_unit_that_the_design_has_not_is_refused()
    {
        var (code, _, error) = CommandLine.Run("synth", "w4a8-sym", "--unit", "act_sum");
        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(error, Does.Contain("no zero point"));
    }

    [TestCase("fp16-fma", "has none that count", "--unit", "edges")]
    [TestCase("mixpe-w4a16-sliced", "--unit array", "--unit", "edges")]
    [TestCase("mixpe-w4a8", "one by one", "--unit", "edges", "--target", "ice40")]
    public void Edges_that_are_not_told_are_refused(string design, string message, params string[] options)
    {
        var (code, _, error) = CommandLine.Run(["synth", design, .. options]);
        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(error, Does.Contain(message));
    }

    [Test]
    public void Figures_of_another_design_are_not_compared()
    {
        string kept = Path.Combine(DesignFiles.Root, "bench", "qor", "osu018", "pe", "mixpe-w4a8.json");
        var (code, _, error) = CommandLine.Run("synth", "mixpe-w4a16", "--against", kept);
        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(error, Does.Contain("--against: the file is of pe of mixpe_w4a8, not of pe of mixpe_w4a16"));
    }

    [Test]
    public void A_library_that_is_not_there_is_refused()
    {
        var (code, _, error) = CommandLine.Run("synth", "mixpe-w4a8", "--lib", "none.lib");
        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(error, Does.Contain("none.lib"));
    }
}
