namespace MixPe.Flow.Cells;

/// <summary>A Liberty file that cannot be used. The message names the file, the line and the rule.</summary>
/// <param name="file">The file.</param>
/// <param name="line">Line in it, from 1.</param>
/// <param name="what">What is wrong.</param>
public sealed class LibertyException(string file, int line, string what) : Exception($"{file}:{line}: {what}")
{
    /// <summary>The file.</summary>
    public string File { get; } = file;

    /// <summary>Line in it, from 1.</summary>
    public int Line { get; } = line;
}
