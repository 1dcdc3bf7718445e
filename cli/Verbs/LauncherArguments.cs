using System.CommandLine;
using System.CommandLine.Parsing;
using MixPe.Flow.Explore.Launch;
using MixPe.Flow.Explore.Launch.Slurm;
using MixPe.Flow.Regress;
using MixPe.Generator.Bundles;
using MixPe.Sim.Build;

namespace MixPe.Cli.Verbs;

/// <summary>The options of mixpe explore that say where points are measured.</summary>
internal sealed class LauncherArguments
{
    private const string Local = "local";
    private const string Slurm = "slurm";
    private const int Most = 1024;

    // A task costs a second or two to begin; a fidelity alone often less.
    private const int FidelitiesPerTask = 16;

    private readonly Option<string> _launcher = new("--launcher")
    {
        Description = "local: on this machine; slurm: as array jobs of a Slurm cluster.",
        HelpName = "local|slurm",
        DefaultValueFactory = _ => Local,
    };

    private readonly Option<int?> _jobs = new("--jobs")
    {
        Description = "Points at a time; with slurm, tasks. Default: the processors; with slurm, what it gives.",
        HelpName = "N",
    };

    private readonly Option<string?> _shared = new("--shared")
    {
        Description = "A directory that all nodes see. Default: slurm in that of the results.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _partition = new("--partition")
    {
        Description = "Slurm's partition. Default: the cluster's.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _account = new("--account")
    {
        Description = "Slurm's account. Default: the cluster's.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _sbatch = new("--sbatch-args")
    {
        Description = "More arguments of sbatch, in one word: --sbatch-args=\"--mem=4G --time=2:00:00\".",
        HelpName = "ARGS",
    };

    private readonly Option<int?> _points = new("--points-per-task")
    {
        Description = $"Points of a task. Default: 1; with --fidelity-only {FidelitiesPerTask}.",
        HelpName = "N",
    };

    private readonly Option<int> _tries = new("--tries")
    {
        Description = "How often a point goes out at most if its tasks end without it.",
        HelpName = "N",
        DefaultValueFactory = _ => 3,
    };

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_jobs, _launcher, .. OfSlurm];

    private Option[] OfSlurm => [_shared, _partition, _account, _sbatch, _points, _tries];

    /// <summary>Adds what is wrong with them.</summary>
    public void Check(ParseResult parsed, List<string> faults)
    {
        string launcher = parsed.GetRequiredValue(_launcher);
        if (launcher is not (Local or Slurm))
        {
            faults.Add($"--launcher: {launcher}: {Local} or {Slurm}");
        }

        foreach ((string name, int? value) in new[]
        {
            ("--jobs", parsed.GetValue(_jobs)), ("--points-per-task", parsed.GetValue(_points)), ("--tries", parsed.GetValue(_tries)),
        })
        {
            if (value is < 1 or > Most)
            {
                faults.Add($"{name}: {value}: an integer from 1 to {Most}");
            }
        }

        foreach (Option option in OfSlurm)
        {
            if (launcher == Local && parsed.GetResult(option) is { Implicit: false })
            {
                faults.Add($"{option.Name}: only with --launcher {Slurm}");
            }
        }
    }

    /// <summary>The launcher that they ask for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="space">The space's name.</param>
    /// <param name="directory">That of the results.</param>
    /// <param name="setup">What measures.</param>
    /// <param name="bar">Where it says how it is doing.</param>
    public ILauncher Create(ParseResult parsed, string space, string directory, MeasureSetup setup, ExploreProgressLine bar)
    {
        int? jobs = parsed.GetValue(_jobs);
        if (parsed.GetRequiredValue(_launcher) == Local)
        {
            return new LocalLauncher(jobs ?? Environment.ProcessorCount);
        }

        SelfCommand self = SelfCommand.Find(
            ToolVersion.Name, typeof(CommandLineApp).Assembly.Location, Environment.ProcessPath);
        return new SlurmLauncher(
            new SlurmOptions(Folder(parsed, space, Path.GetFullPath(directory)), space, setup, self, ExploreWorkerVerb.Name)
            {
                SbatchArguments = SbatchArguments(parsed),
                PointsPerTask = parsed.GetValue(_points) ?? (setup.IsFidelityOnly ? FidelitiesPerTask : 1),
                TasksAtOnce = jobs,
                Tries = parsed.GetValue(_tries),
            },
            bar.Tell,
            bar.Note);
    }

    // Two runs may share a directory: each has a folder in it, by where its results go.
    private string Folder(ParseResult parsed, string space, string directory) => parsed.GetValue(_shared) is { } shared
        ? Path.Combine(Path.GetFullPath(shared), $"{space}-{new CacheKey().Add(directory).Hash()[..8]}")
        : Path.Combine(directory, Slurm);

    private string[] SbatchArguments(ParseResult parsed)
    {
        string[] words = [.. CommandLineParser.SplitCommandLine(parsed.GetValue(_sbatch) ?? "")];
        return
        [
            .. parsed.GetValue(_partition) is { } partition ? [$"--partition={partition}"] : Array.Empty<string>(),
            .. parsed.GetValue(_account) is { } account ? [$"--account={account}"] : Array.Empty<string>(),
            .. words,
        ];
    }
}
