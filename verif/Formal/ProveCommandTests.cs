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

    [TestCase("", "''")]
    [TestCase("csa,nonsense", "'nonsense'")]
    [TestCase("csa,", "''")]
    public void A_proof_that_is_none_is_refused_with_the_names(string only, string named)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = new CommandLineApp(new RtlBench().Generate).Run(["prove", "mixpe-w4a8", "--only", only], output, error);
        Assert.That((code, output.ToString()), Is.EqualTo((ExitCode.BadInput, "")));
        Assert.That(error.ToString(), Does.Contain($"--only: {named}: the design's proofs are netlist, csa"));
    }

    [TestCase("mac.terms", "1", ExitCode.CheckFailed, "--strict: 1 of 1 are not proved: mac.terms")]
    [TestCase("csa", "100", ExitCode.Done, "")]
    public void Strict_wants_every_proof(string only, string timeout, int expected, string words)
    {
        using ScratchFolder scratch = new();
        using StringWriter output = new();
        using StringWriter error = new();
        int code = new CommandLineApp(new RtlBench().Generate).Run(
            ["prove", "mixpe-w4a16", "--strict", "--only", only, "--timeout", timeout, "--trace", scratch["traces"]],
            output, error);
        Assert.That((code, error.ToString().Trim()), Is.EqualTo((expected, words)), output.ToString());
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
