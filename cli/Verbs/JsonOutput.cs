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

    /// <summary>A number as JSON has it: null for infinity and NaN, so that what is exact, or has no order, has no figure.
    /// </summary>
    public static double? Finite(double value) => double.IsFinite(value) ? value : null;

    /// <summary>Prints one document.</summary>
    public static void Write(ParseResult parsed, object document) =>
        parsed.InvocationConfiguration.Output.WriteLine(JsonSerializer.Serialize(document, JsonStyle.Options));
}
