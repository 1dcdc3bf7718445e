using MixPe.Cli;
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

    [Test]
    public void A_library_that_is_not_there_is_refused()
    {
        var (code, _, error) = CommandLine.Run("synth", "mixpe-w4a8", "--lib", "none.lib");
        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(error, Does.Contain("none.lib"));
    }
}
