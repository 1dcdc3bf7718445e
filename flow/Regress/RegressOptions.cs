namespace MixPe.Flow.Regress;

/// <summary>How a suite is run.</summary>
/// <param name="Out">Directory of state and reports.</param>
public sealed record RegressOptions(string Out)
{
    /// <summary>Time of the run, all its sessions together: no task starts after it. Null for no limit.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>What a task may take beyond the budget before it is stopped.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>True to go on with an unfinished run.</summary>
    public bool Resume { get; init; }

    /// <summary>Processes at a time.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>The commit of the checkout, if there is one.</summary>
    public string? Commit { get; init; }
}
