namespace MixPe.Sim.Processes;

/// <summary>An outside tool is missing or failed; the command line's exit code 3.</summary>
/// <param name="tool">The tool.</param>
/// <param name="message">What happened.</param>
public abstract class ToolException(ExternalTool tool, string message) : Exception(message)
{
    /// <summary>The tool.</summary>
    public ExternalTool Tool { get; } = tool;
}
