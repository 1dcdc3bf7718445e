namespace MixPe.Sim.Processes;

/// <summary>What one run of an outside tool left.</summary>
/// <param name="ExitCode">The tool's exit code.</param>
/// <param name="Output">Standard output, LF line ends.</param>
/// <param name="Errors">Standard error, LF line ends.</param>
/// <param name="Lines">Both, line by line, in order of arrival.</param>
/// <param name="Elapsed">Wall-clock time.</param>
public sealed record ToolResult(
    int ExitCode,
    string Output,
    string Errors,
    IReadOnlyList<string> Lines,
    TimeSpan Elapsed)
{
    /// <summary>At most <paramref name="count"/> lines from the end.</summary>
    public IReadOnlyList<string> LastLines(int count) => [.. Lines.TakeLast(count)];
}
