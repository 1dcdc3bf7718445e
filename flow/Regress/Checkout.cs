using MixPe.Sim.Processes;

namespace MixPe.Flow.Regress;

/// <summary>What Git says of a directory.</summary>
public static class Checkout
{
    private static readonly ExternalTool Git = new("git", "2 or newer", "install the package 'git'");

    /// <summary>The commit, with "-dirty" when files have changed since.</summary>
    /// <returns>Null when there is no Git or no checkout.</returns>
    public static string? Commit(string directory)
    {
        try
        {
            ToolResult result = ToolProcess.Run(new ToolCommand(Git, ["describe", "--always", "--dirty", "--exclude=*", "--abbrev=12"])
            {
                WorkingDirectory = directory,
                Timeout = TimeSpan.FromSeconds(10),
            });
            return result.ExitCode == 0 && result.Output.Trim() is { Length: > 0 } commit ? commit : null;
        }
        catch (ToolException)
        {
            return null;
        }
    }
}
