namespace MixPe.Sim.Processes;

/// <summary>An outside tool ran and failed.</summary>
/// <param name="tool">The tool.</param>
/// <param name="reason">How it failed: its exit code, or the time limit that it passed.</param>
/// <param name="lastLines">The end of its output.</param>
public sealed class ToolFailedException(ExternalTool tool, string reason, IReadOnlyList<string> lastLines)
    : ToolException(tool, Describe(tool, reason, lastLines))
{
    /// <summary>The end of the tool's output.</summary>
    public IReadOnlyList<string> LastLines { get; } = lastLines;

    private static string Describe(ExternalTool tool, string reason, IReadOnlyList<string> lastLines) =>
        string.Join('\n', [$"{tool.Name} (wanted: {tool.Wanted}) {reason}", .. lastLines]);
}
