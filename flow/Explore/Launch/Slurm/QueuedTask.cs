namespace MixPe.Flow.Explore.Launch.Slurm;

/// <summary>A task that waits or runs.</summary>
/// <param name="Index">Its index in the array.</param>
/// <param name="State">Slurm's word, as PENDING or RUNNING.</param>
/// <param name="Reason">Why it waits; None if it does not.</param>
public sealed record QueuedTask(int Index, string State, string Reason)
{
    /// <summary>True while it waits.</summary>
    public bool IsWaiting => State == "PENDING";
}
