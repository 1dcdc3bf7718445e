using System.CommandLine;
using System.CommandLine.Invocation;
using MixPe.Generator.Bundles;

namespace MixPe.Cli;

/// <summary>Prints the version of the tool, whatever process hosts it.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"{ToolVersion.Name} {ToolVersion.Text}");
        return ExitCode.Done;
    }
}
