using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MixPe.Cli;

/// <summary>The usual help, with the verb's example after it.</summary>
internal sealed class ExampleHelp(HelpAction usual, IReadOnlyList<Verb> verbs) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        if (verbs.FirstOrDefault(verb => verb.Command == command) is { } verb)
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"Example:\n  {verb.Example}\n");
        }

        return code;
    }
}
