namespace MixPe.Sim.Processes;

/// <summary>One run of an outside tool. No shell sees it: arguments arrive as they are.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record ToolCommand(ExternalTool Tool, IReadOnlyList<string> Arguments)
{
    /// <summary>Directory to run in; null for the current one.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Longest time allowed; null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Directories to look for the tool in, in order; null for those of PATH.</summary>
    public IReadOnlyList<string>? SearchPath { get; init; }

    /// <summary>True to keep standard input open, and empty, until the tool ends: it then sees the end of this process,
    /// however that comes, as the end of its input.</summary>
    public bool HoldInput { get; init; }

    /// <summary>Environment variables to set beside those of this process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Called with the process's id as soon as it runs.</summary>
    public Action<int>? OnStart { get; init; }

    /// <summary>Called with every line of output while the tool runs, from another thread.</summary>
    public Action<string>? OnLine { get; init; }
}
