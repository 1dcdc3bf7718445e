using System.Globalization;

namespace MixPe.Flow.Explore.Launch.Slurm;

/// <summary>A task that was handed over and is not known to have ended.</summary>
/// <param name="job">The number of its job.</param>
/// <param name="array">Its array.</param>
/// <param name="index">Its index in it.</param>
internal sealed class SlurmTask(long job, TaskArray array, int index)
{
    public long Job => job;

    public TaskArray Array => array;

    public int Index => index;

    /// <summary>The keys that it measures.</summary>
    public IReadOnlyList<string> Keys => array.Tasks[index];

    /// <summary>When it was first seen to have ended; null before that.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>As Slurm's commands name it.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{job}_{index}");
}
