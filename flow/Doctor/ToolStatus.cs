namespace MixPe.Flow.Doctor;

/// <summary>What was found of a tool.</summary>
public enum ToolStatus
{
    /// <summary>It runs and is new enough.</summary>
    Ok,

    /// <summary>It is not on the path.</summary>
    Missing,

    /// <summary>It is older than the oldest version that was tried.</summary>
    Old,

    /// <summary>It is on the path, but does not tell its version.</summary>
    Failed,
}
