using MixPe.Cli;
using MixPe.Verif.Cli;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Formal;

/// <summary>mixpe prove as a user meets it: exit codes.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ProveCommandTests
{
    [TestCase("csa", "60", ExitCode.Done, "2 proved")]
    [TestCase("mac.terms", "1", ExitCode.CheckFailed, "skipped", TestName = "{m}(nothing that was asked for is proved)")]
    public void The_exit_code_says_whether_something_was_proved(string only, string timeout, int expected, string words)
    {
        using ScratchFolder scratch = new();
        using StringWriter output = new();
        using StringWriter error = new();
        int code = new CommandLineApp(new RtlBench().Generate).Run(
            ["prove", "mixpe-w4a16", "--only", only, "--timeout", timeout, "--trace", scratch["traces"]], output, error);
        Assert.That(code, Is.EqualTo(expected), $"{output}{error}");
        Assert.That(output.ToString(), Does.Contain(words));
    }

    [TestCase("0")]
    [TestCase("2147483647")]
    public void A_time_limit_out_of_range_is_refused(string timeout)
    {
        var (code, output, error) = CommandLine.Run("prove", "mixpe-w4a8", "--timeout", timeout);
        Assert.That((code, output), Is.EqualTo((ExitCode.BadInput, "")));
        Assert.That(error, Does.Contain($"--timeout: {timeout}: 1 to 1000000 seconds are wanted"));
    }
}
