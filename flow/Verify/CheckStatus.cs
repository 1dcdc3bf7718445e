namespace MixPe.Flow.Verify;

/// <summary>How a check ended.</summary>
public enum CheckStatus
{
    /// <summary>Every case was right, and there was at least one.</summary>
    Passed,

    /// <summary>A case was wrong, or there was none.</summary>
    Failed,

    /// <summary>The budget ended before its last case; those that it had were right.</summary>
    NotRun,
}
