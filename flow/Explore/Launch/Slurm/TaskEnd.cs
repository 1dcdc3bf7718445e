namespace MixPe.Flow.Explore.Launch.Slurm;

/// <summary>How a task ended that is no longer queued.</summary>
/// <param name="State">Slurm's word, as FAILED, CANCELLED, PREEMPTED, NODE_FAIL; <see cref="Lost"/> where nobody knows.</param>
/// <param name="ExitCode">Exit code and signal, as 1:0; empty where nobody knows.</param>
/// <param name="Node">Where it ran; empty where it did not, or nobody knows.</param>
public sealed record TaskEnd(string State, string ExitCode, string Node)
{
    /// <summary>The state of a task that Slurm has forgotten.</summary>
    public const string Lost = "LOST";

    /// <summary>The state of a task whose command ended with 0.</summary>
    public const string Completed = "COMPLETED";

    private static readonly string[] Ends =
    [
        Completed, "BOOT_FAIL", "CANCELLED", "DEADLINE", "FAILED", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED", "REVOKED", "TIMEOUT",
    ];

    /// <summary>False if it waits or runs after all.</summary>
    public bool HasEnded => State == Lost || IsEnd(State);

    /// <summary>True for the state of a task that does not go on.</summary>
    public static bool IsEnd(string state) => Ends.Contains(state);

    /// <summary>In words.</summary>
    public string Words => string.Concat(
        State, ExitCode.Length > 0 ? $", exit code {ExitCode}" : "", Node.Length > 0 ? $", on {Node}" : "");
}
