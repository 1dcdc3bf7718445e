namespace MixPe.Flow.Explore.Launch.Slurm;

/// <summary>An array of tasks as it was handed over, on the disk before that: a run that goes on after a kill finds it.</summary>
/// <param name="Job">The job's name, which no other job has.</param>
/// <param name="Tasks">The keys that each task measures.</param>
public sealed record TaskArray(string Job, IReadOnlyList<IReadOnlyList<string>> Tasks);
