using MixPe.Flow.Regress;

namespace MixPe.Flow.Explore.Launch.Slurm;

/// <summary>How points go out to a cluster.</summary>
/// <param name="Folder">Full path of a directory that all nodes see, of this run alone.</param>
/// <param name="Name">The space's name: jobs are named after it.</param>
/// <param name="Setup">What measures, its paths full.</param>
/// <param name="Self">How a node starts this tool.</param>
/// <param name="Verb">The verb that measures a shard.</param>
public sealed record SlurmOptions(string Folder, string Name, MeasureSetup Setup, SelfCommand Self, string Verb)
{
    /// <summary>Arguments of sbatch that the user gave.</summary>
    public IReadOnlyList<string> SbatchArguments { get; init; } = [];

    /// <summary>Points that a task measures, one after the other.</summary>
    public int PointsPerTask { get; init; } = 1;

    /// <summary>Most tasks at a time; null for as many as the cluster gives.</summary>
    public int? TasksAtOnce { get; init; }

    /// <summary>How often a point goes out at most.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>Directories of Slurm's commands; null for those of PATH.</summary>
    public IReadOnlyList<string>? SearchPath { get; init; }

    /// <summary>Time between two looks for results.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Time until Slurm is asked first how the tasks are doing; each time after it is twice as long.</summary>
    public TimeSpan FirstQuestion { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Most time between two questions: clusters do not like to be asked all the time.</summary>
    public TimeSpan QueuePoll { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time that a network file system may take to show what a task wrote that has ended well.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Time for which Slurm need not answer.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(10);
}
