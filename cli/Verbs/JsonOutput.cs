using System.CommandLine;
using System.Text.Json;
using MixPe.Generator.Bundles;

namespace MixPe.Cli.Verbs;

/// <summary>The option --json and what it prints.</summary>
internal static class JsonOutput
{
    /// <summary>A new --json option.</summary>
    public static Option<bool> CreateOption() => new("--json")
    {
        Description = "One JSON document on standard output.",
    };

    /// <summary>A number as JSON has it: null for infinity and what is no number.</summary>
    public static double? Finite(double value) => double.IsFinite(value) ? value : null;

    /// <summary>Prints one document.</summary>
    public static void Write(ParseResult parsed, object document) =>
        parsed.InvocationConfiguration.Output.WriteLine(JsonSerializer.Serialize(document, JsonStyle.Options));
}
