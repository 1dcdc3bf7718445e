using System.Diagnostics;
using MixPe.Generator.Designs;

namespace MixPe.Verif.Fuzz;

/// <summary>Many files, on several threads, under a watchdog: a file that hangs is named, and so is one that kills the
/// process, since each thread leaves the number of its file on the disk before it begins.</summary>
/// <param name="seed">Of the files.</param>
/// <param name="files">How many.</param>
/// <param name="lints">How many of the bundles are linted.</param>
/// <param name="folder">Takes what fails.</param>
internal sealed class FuzzRun(int seed, int files, int lints, string folder)
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly List<string> _faults = [];
    private readonly Dictionary<FuzzKind, (int Files, int Accepted)> _counts = [];
    private readonly List<Design> _sample = [];
    private readonly Random _random = new(seed);
    private int _next;
    private int _accepted;
    private double _slowest;
    private string _slowestFile = "";

    /// <summary>What failed, a line a file.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Files and accepted files by kind.</summary>
    public IReadOnlyDictionary<FuzzKind, (int Files, int Accepted)> Counts => _counts;

    /// <summary>Bundles linted.</summary>
    public int Linted { get; private set; }

    /// <summary>Runs them.</summary>
    public void Run()
    {
        Directory.CreateDirectory(folder);
        Worker[] workers = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(i => new Worker(this, i))];
        Array.ForEach(workers, worker => worker.Start());
        while (workers.Any(worker => worker.IsAtWork))
        {
            Thread.Sleep(50);
            if (workers.FirstOrDefault(worker => worker.Age > Hang) is { } hung)
            {
                // Nothing can stop the thread: it ends with the process.
                Fail(hung.Index, FuzzFile.Draw(seed, hung.Index), $"hangs: more than {Hang.TotalSeconds} s");
                return;
            }
        }

        foreach (Design design in _sample)
        {
            Linted++;
            if (FuzzCheck.Lint(design) is { Count: > 0 } findings)
            {
                string path = Path.Combine(folder, $"seed{seed}-lint{Linted}.yaml");
                File.WriteAllText(path, ResolvedDesign.Write(design));
                _faults.Add($"{path}: {findings[0].Tool}: {findings[0].Message}");
            }
        }
    }

    /// <summary>One line of figures.</summary>
    public override string ToString() =>
        $"seed {seed}: {_counts.Values.Sum(count => count.Files)} files, {_accepted} accepted, {Linted} of them linted, "
        + $"{_faults.Count} faults; slowest to read {_slowest * 1000:F0} ms ({_slowestFile}); "
        + string.Join(", ", _counts.OrderBy(count => count.Key).Select(
            count => $"{count.Key} {count.Value.Files} ({count.Value.Accepted} accepted)"));

    private void Add(int index, FuzzFile file, FuzzResult result)
    {
        lock (_lock)
        {
            (int count, int accepted) = _counts.GetValueOrDefault(file.Kind);
            _counts[file.Kind] = (count + 1, accepted + (result.Bundle is null ? 0 : 1));
            if (result.LoadSeconds > _slowest)
            {
                (_slowest, _slowestFile) = (result.LoadSeconds, $"file {index}: {file.How}");
            }

            if (result.Bundle is { } bundle)
            {
                // A sample in which every accepted file is as likely as any other.
                _accepted++;
                if (_sample.Count < lints)
                {
                    _sample.Add(bundle.Design);
                }
                else if (_random.Next(_accepted) is var at && at < lints)
                {
                    _sample[at] = bundle.Design;
                }
            }

            if (result.Fault is { } fault)
            {
                Fail(index, file, fault);
            }
        }
    }

    private void Fail(int index, FuzzFile file, string fault)
    {
        string path = Path.Combine(folder, $"seed{seed}-file{index}.yaml");
        File.WriteAllBytes(path, file.Bytes);
        lock (_lock)
        {
            _faults.Add($"{path}: {file.Kind}: {file.How}: {fault}");
        }
    }

    private sealed class Worker(FuzzRun run, int number)
    {
        private readonly FuzzCheck _check = new();
        private Thread? _thread;
        private long _started = Stopwatch.GetTimestamp();
        private int _index;

        public bool IsAtWork => _thread!.IsAlive;

        public int Index => Volatile.Read(ref _index);

        public TimeSpan Age => IsAtWork ? Stopwatch.GetElapsedTime(Volatile.Read(ref _started)) : TimeSpan.Zero;

        public void Start()
        {
            _thread = new Thread(Work) { IsBackground = true };
            _thread.Start();
        }

        private void Work()
        {
            using FileStream journal = File.Create(Path.Combine(run.Folder, $"at-work-{number}"), 1);
            for (int i; (i = Interlocked.Increment(ref run._next) - 1) < run.Files;)
            {
                Volatile.Write(ref _index, i);
                Volatile.Write(ref _started, Stopwatch.GetTimestamp());
                RandomAccess.Write(journal.SafeFileHandle, System.Text.Encoding.ASCII.GetBytes($"{i,12}\n"), 0);
                FuzzFile file = FuzzFile.Draw(run.Seed, i);
                run.Add(i, file, _check.Run(file.Bytes, file.Kind == FuzzKind.Valid));
            }
        }
    }

    private int Seed => seed;

    private int Files => files;

    private string Folder => folder;
}
