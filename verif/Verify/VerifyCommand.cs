using MixPe.Cli;
using MixPe.Verif.Rtl;

namespace MixPe.Verif.Verify;

/// <summary>mixpe verify inside the test's process.</summary>
internal static class VerifyCommand
{
    public static (int Code, string Output, string Error) Run(params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = new CommandLineApp(new RtlBench().Generate).Run(["verify", .. args], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
