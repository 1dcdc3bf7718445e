namespace MixPe.Sim.Processes;

/// <summary>An outside tool is not installed.</summary>
/// <param name="tool">The tool.</param>
public sealed class ToolNotFoundException(ExternalTool tool)
    : ToolException(tool, $"{tool.Name} not found (wanted: {tool.Wanted}); {tool.Install}");
