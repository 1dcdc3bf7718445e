using MixPe.Flow.Explore.Evaluation;

namespace MixPe.Flow.Explore.Launch.Slurm;

/// <summary>The measurements that are wanted and have not come yet.</summary>
internal sealed class OpenWork
{
    private readonly Dictionary<string, (PointWork Work, WantedMeasurement Wanted)> _open = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _open.Count;

    /// <summary>Measurements that came, of all that was ever wanted.</summary>
    public int Results { get; private set; }

    /// <summary>Wants these instead of those of before.</summary>
    public void Begin(IReadOnlyList<PointWork> work)
    {
        _open.Clear();
        foreach (PointWork one in work)
        {
            foreach (WantedMeasurement wanted in one.Wanted)
            {
                _open.Add(wanted.Key, (one, wanted));
            }
        }
    }

    /// <summary>Whether a task may bring something that is wanted.</summary>
    public bool IsWanted(SlurmTask task) => task.Keys.Any(_open.ContainsKey);

    /// <summary>The points of which a task was to bring something that has not come.</summary>
    public IReadOnlyList<PointWork> Left(SlurmTask task) =>
        [.. task.Keys.Where(_open.ContainsKey).Select(key => _open[key].Work).Distinct()];

    /// <summary>The points of a list with what is wanted of them and nothing else will bring.</summary>
    /// <param name="work">The list.</param>
    /// <param name="tasks">Those that may bring something yet.</param>
    public List<PointWork> Missing(IEnumerable<PointWork> work, IEnumerable<SlurmTask> tasks)
    {
        HashSet<string> covered = [.. tasks.SelectMany(task => task.Keys)];
        return
        [
            .. work.Select(one => one with
            {
                Wanted = [.. one.Wanted.Where(wanted => _open.ContainsKey(wanted.Key) && !covered.Contains(wanted.Key))],
            }).Where(one => one.Wanted.Count > 0),
        ];
    }

    /// <summary>Takes the results that are there.</summary>
    /// <param name="folder">Where they come.</param>
    /// <param name="done">Told each of them.</param>
    public void Gather(ShardFolder folder, Action<WantedMeasurement, Measurement> done)
    {
        foreach (string key in folder.Keys().Where(_open.ContainsKey))
        {
            if (folder.Result(key) is { } made)
            {
                done(_open[key].Wanted, made);
                Results++;
                _open.Remove(key);
                folder.RemoveResult(key);
            }
        }
    }

    /// <summary>Gives up what a task was to bring of some points.</summary>
    /// <param name="task">The task.</param>
    /// <param name="points">The points.</param>
    /// <returns>What was given up.</returns>
    public IReadOnlyList<WantedMeasurement> GiveUp(SlurmTask task, IEnumerable<PointWork> points) =>
    [
        .. points.SelectMany(one => one.Wanted)
            .Where(wanted => task.Keys.Contains(wanted.Key) && _open.Remove(wanted.Key)),
    ];
}
