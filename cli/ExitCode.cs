namespace MixPe.Cli;

/// <summary>What the process tells the shell.</summary>
public static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>A check failed.</summary>
    public const int CheckFailed = 1;

    /// <summary>The input or the command line is wrong.</summary>
    public const int BadInput = 2;

    /// <summary>An outside tool is missing or failed.</summary>
    public const int ToolFailed = 3;

    /// <summary>Stopped by Ctrl-C or a request to end, as shells write it.</summary>
    public const int Interrupted = 130;
}
