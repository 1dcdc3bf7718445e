using System.Globalization;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Model.Files;

namespace MixPe.Flow.Explore.Launch.Slurm;

/// <summary>The directory through which a run and its tasks speak: arrays with their shards, scripts and logs, and a result
/// file a measurement.</summary>
/// <param name="path">Its full path, the same on all machines.</param>
public sealed class ShardFolder(string path)
{
    private const string Record = ".array.json";

    /// <summary>Its full path.</summary>
    public string Path => path;

    private string Results => ResultsOf(path);

    /// <summary>Makes it, if it is not there.</summary>
    /// <exception cref="IOException">The file system refuses.</exception>
    public void Create() => Directory.CreateDirectory(Results);

    /// <summary>The result file of a key, as a task writes it.</summary>
    /// <param name="shard">The task's shard.</param>
    /// <param name="key">The key.</param>
    public static string ResultOf(string shard, string key) =>
        System.IO.Path.Combine(ResultsOf(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(shard))!), key + ".json");

    /// <summary>The log of a task.</summary>
    public string Log(string job, int index) =>
        System.IO.Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{job}-{index}.log"));

    /// <summary>The logs of an array, as sbatch takes it.</summary>
    public string LogPattern(string job) =>
        System.IO.Path.Combine(path.Replace("%", "%%", StringComparison.Ordinal), $"{job}-%a.log");

    /// <summary>Writes an array: its shards and its script, and last the record of it.</summary>
    /// <param name="job">The job's name.</param>
    /// <param name="setup">What measures.</param>
    /// <param name="tasks">The points of each task.</param>
    /// <param name="command">The command of a task, as a shell reads it; the shard's path is added.</param>
    /// <returns>What it recorded, and the path of the script.</returns>
    public (TaskArray Array, string Script) Write(string job, MeasureSetup setup, IReadOnlyList<PointWork[]> tasks, string command)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        for (int i = 0; i < tasks.Count; i++)
        {
            SharedFile.Write(Shard(job, i), new Shard(setup, [.. tasks[i].Select(ShardPoint.Of)]));
        }

        string script = System.IO.Path.Combine(path, $"{job}.sh");
        string stem = Tools.ShellWord.Of(System.IO.Path.Combine(path, $"{job}-"));
        AtomicFile.WriteText(script, $"#!/bin/sh\nexec {command} {stem}\"${{SLURM_ARRAY_TASK_ID}}\".json\n");
        TaskArray array = new(job, [.. tasks.Select(IReadOnlyList<string> (task) =>
            [.. task.SelectMany(one => one.Wanted).Select(wanted => wanted.Key)])]);
        SharedFile.Write(System.IO.Path.Combine(path, job + Record), array);
        return (array, script);
    }

    /// <summary>The arrays whose records are there.</summary>
    public IReadOnlyList<TaskArray> Arrays() =>
    [
        .. Directory.EnumerateFiles(path, "*" + Record).Order(StringComparer.Ordinal)
            .Select(SharedFile.Read<TaskArray>).OfType<TaskArray>(),
    ];

    /// <summary>Removes the record, shards and script of an array; its logs stay.</summary>
    public void Forget(TaskArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        File.Delete(System.IO.Path.Combine(path, array.Job + Record));
        File.Delete(System.IO.Path.Combine(path, array.Job + ".sh"));
        for (int i = 0; i < array.Tasks.Count; i++)
        {
            File.Delete(Shard(array.Job, i));
        }
    }

    /// <summary>The keys of the results that are there.</summary>
    public IReadOnlyList<string> Keys() =>
        [.. Directory.EnumerateFiles(Results, "*.json").Select(file => System.IO.Path.GetFileNameWithoutExtension(file))];

    /// <summary>A result; null if it is not there, or not whole.</summary>
    public Measurement? Result(string key) => SharedFile.Read<Measurement>(System.IO.Path.Combine(Results, key + ".json"));

    /// <summary>Removes a result that is kept elsewhere.</summary>
    public void RemoveResult(string key) => File.Delete(System.IO.Path.Combine(Results, key + ".json"));

    /// <summary>The last lines of a task's log; none if there is no log.</summary>
    public IReadOnlyList<string> LastLines(string job, int index, int count) => [.. Lines(job, index).TakeLast(count)];

    /// <summary>True if a task had all that it needs to measure: if it ended early, its points are to blame.</summary>
    public bool HasBegun(string job, int index) =>
        Lines(job, index).Any(line => line.StartsWith(ShardWorker.Greeting(Shard(job, index)), StringComparison.Ordinal));

    /// <summary>Removes the directory if there is nothing in it that a run could go on with.</summary>
    public void RemoveIfEmpty()
    {
        try
        {
            Directory.Delete(Results);
            Directory.Delete(path);
        }
        catch (IOException)
        {
            // There is.
        }
    }

    /// <summary>Removes the directory; all but the logs of some tasks.</summary>
    /// <param name="kept">Logs that stay.</param>
    public void Remove(IReadOnlySet<string> kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        try
        {
            if (kept.Count == 0)
            {
                Directory.Delete(path, recursive: true);
                return;
            }

            Directory.Delete(Results, recursive: true);
            foreach (string file in Directory.EnumerateFiles(path).Where(file => !kept.Contains(file)).ToArray())
            {
                File.Delete(file);
            }
        }
        catch (IOException)
        {
            // A network file system keeps the name of a log that is still open.
        }
    }

    private string[] Lines(string job, int index)
    {
        try
        {
            return File.ReadAllLines(Log(job, index));
        }
        catch (IOException)
        {
            return [];
        }
    }

    private string Shard(string job, int index) =>
        System.IO.Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"{job}-{index}.json"));

    private static string ResultsOf(string folder) => System.IO.Path.Combine(folder, "results");
}
