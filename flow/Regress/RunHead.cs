namespace MixPe.Flow.Regress;

/// <summary>First line of a state file: which run it is of.</summary>
/// <param name="Format">Of the file; 1.</param>
/// <param name="Run">The run's own name.</param>
/// <param name="Suite">The suite's name.</param>
/// <param name="Hash">The suite's hash.</param>
/// <param name="Started">When it began.</param>
public sealed record RunHead(int Format, string Run, string Suite, string Hash, DateTimeOffset Started)
{
    /// <summary>The format that this version writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The head of a new run.</summary>
    public static RunHead New(RegressSuite suite, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(suite);
        return new(CurrentFormat, Guid.NewGuid().ToString("N")[..12], suite.Name, suite.Hash, now);
    }
}
