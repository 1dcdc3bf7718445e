using MixPe.Cli;

namespace MixPe.Verif.Cli;

/// <summary>Runs the command line inside the test's process.</summary>
internal static class CommandLine
{
    public static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = new CommandLineApp(FakeBundles.Generate).Run(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
