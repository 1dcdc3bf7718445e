using MixPe.Flow.Synthesis;
using MixPe.Flow.Tools;

namespace MixPe.Cli.Verbs;

/// <summary>The command that measures a PE, or the edges, that no record has.</summary>
internal static class MeasureCommand
{
    /// <summary>The command line, as a shell takes it.</summary>
    /// <param name="design">The design as it was asked for.</param>
    /// <param name="set">Its overrides.</param>
    /// <param name="unit">What is measured.</param>
    public static string Of(string design, IEnumerable<string> set, string unit = SynthesisSubject.Pe) => string.Join(
        ' ',
        ["mixpe", "synth", ShellWord.Of(design), .. set.SelectMany(field => new[] { "--set", ShellWord.Of(field) }), "--unit", unit, "--json"]);
}
