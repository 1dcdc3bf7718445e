using MixPe.Flow.Tools;

namespace MixPe.Cli.Verbs;

/// <summary>The command that measures a PE that no record has.</summary>
internal static class MeasureCommand
{
    /// <summary>The command line, as a shell takes it.</summary>
    /// <param name="design">The design as it was asked for.</param>
    /// <param name="set">Its overrides.</param>
    public static string Of(string design, IEnumerable<string> set) => string.Join(
        ' ',
        ["mixpe", "synth", ShellWord.Of(design), .. set.SelectMany(field => new[] { "--set", ShellWord.Of(field) }), "--unit", "pe", "--json"]);
}
