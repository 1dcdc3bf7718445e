namespace MixPe.Flow.Regress;

/// <summary>How a task ended.</summary>
public enum TaskEnd
{
    /// <summary>It ran at least one case, and all held.</summary>
    Passed,

    /// <summary>A case failed, nothing ran, or the process crashed, was killed or passed its time limit.</summary>
    Failed,

    /// <summary>It did not run, or the suite's budget ended before it had run a case.</summary>
    NotRun,
}
