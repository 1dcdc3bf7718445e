using MixPe.Sim.Processes;

namespace MixPe.Flow.Explore.Launch.Slurm;

/// <summary>Slurm's commands.</summary>
public static class SlurmTools
{
    private const string Wanted = "22.05 or newer";
    private const string Install = "install the package 'slurm-client', on a machine that belongs to a Slurm cluster";

    /// <summary>Hands over an array.</summary>
    public static ExternalTool Sbatch { get; } = new("sbatch", Wanted, Install);

    /// <summary>What is queued.</summary>
    public static ExternalTool Squeue { get; } = new("squeue", Wanted, Install);

    /// <summary>How a task ended, for some minutes after its end; and the cluster's limits.</summary>
    public static ExternalTool Scontrol { get; } = new("scontrol", Wanted, Install);

    /// <summary>How a task ended, where slurmdbd keeps accounts.</summary>
    public static ExternalTool Sacct { get; } = new("sacct", Wanted, Install);

    /// <summary>Cancels tasks.</summary>
    public static ExternalTool Scancel { get; } = new("scancel", Wanted, Install);

    /// <summary>Those without which nothing can be launched.</summary>
    public static IReadOnlyList<ExternalTool> Required { get; } = [Sbatch, Squeue, Scontrol, Scancel];
}
