using MixPe.Flow.Tools;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Synthesis.Mapping;

/// <summary>Runs Yosys on a script in a folder.</summary>
internal static class YosysScript
{
    private const string ScriptFile = "synth.ys";

    // What ABC prints about a command that it does not know or that failed: it goes on without, and so does Yosys.
    private static readonly string[] AbcFaults = ["** cmd error", "Error:", "is not a valid command", "unknown command"];

    /// <summary>Runs the commands.</summary>
    /// <exception cref="ToolException">Yosys is missing, or a command of its or of ABC's failed.</exception>
    public static void Run(SourceFolder folder, IEnumerable<string> commands, CancellationToken cancellation)
    {
        folder.Add(ScriptFile, string.Join('\n', commands.Where(command => command.Length > 0)) + "\n");
        ToolResult result = ToolProcess.RunChecked(
            new ToolCommand(ExternalTool.Yosys, ["-s", ScriptFile]) { WorkingDirectory = folder.Path }, cancellation);
        string[] faults =
        [
            .. result.Lines.Where(line => line.StartsWith("ABC:", StringComparison.Ordinal)
                && AbcFaults.Any(fault => line.Contains(fault, StringComparison.OrdinalIgnoreCase))),
        ];
        if (faults.Length > 0)
        {
            throw new ToolFailedException(ExternalTool.Yosys, "ABC did not run its script", faults);
        }
    }
}
