using MixPe.Sim.Processes;

namespace MixPe.Flow.Explore.Launch.Slurm;

/// <summary>Tasks end without a result, and the points are not to blame.</summary>
/// <param name="message">What happened.</param>
public sealed class SlurmTaskException(string message) : ToolException(SlurmTools.Sbatch, message);
