using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using MixPe.Cli;
using MixPe.Verif.Cli;
using MixPe.Verif.Regress;
using NUnit.Framework;

namespace MixPe.Verif.Explore;

/// <summary>Whole runs as processes, killed.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Self)]
[Platform("Linux")]
public sealed class ExploreKillTests
{
    private const string Space = """
        name: kill
        base: mixpe-w4a8
        vary:
          weights: [uint2, uint3, uint4, uint5]
          group: [16, 32, 64, 128]
          fused: [false, true]
        references: [mixpe-w4a8]
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Line = ["explore", "s.yaml", "--fidelity-only", "--model", "synthetic", "--jobs", "2", "--json"];

    [Test]
    public void Killed_while_it_measures_and_begun_again_it_ends_with_the_same_bytes()
    {
        using ScratchFolder scratch = new();
        File.WriteAllText(scratch["s.yaml"], Space);
        using (MixpeProcess whole = new(scratch.Path, [.. Line, "--out", "whole"]))
        {
            Assert.That(whole.End().Code, Is.EqualTo(ExitCode.Done));
        }

        int kept = 0;
        foreach (int least in new[] { 2, 8 })
        {
            using MixpeProcess run = new(scratch.Path, [.. Line, "--out", "killed"]);
            WaitFor(() => Kept(scratch["killed/results.sqlite"]) >= least, run);
            run.Kill();
            Assert.That(File.Exists(scratch["killed/points.csv"]), Is.False, "it was not finished");
            int now = Kept(scratch["killed/results.sqlite"]);
            Assert.That(now, Is.GreaterThanOrEqualTo(Math.Max(kept, least)), "nothing is lost");
            kept = now;
        }

        using MixpeProcess last = new(scratch.Path, [.. Line, "--out", "killed"]);
        (int code, string output, string error) = last.End();
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        foreach (string file in new[] { "points.csv", "front.svg" })
        {
            Assert.That(File.ReadAllText(scratch[$"killed/{file}"]), Is.EqualTo(File.ReadAllText(scratch[$"whole/{file}"])));
        }

        JsonElement document = JsonDocument.Parse(output).RootElement;
        Assert.That(document.GetProperty("fresh").GetInt32(), Is.EqualTo(32 - kept), "and nothing is measured twice");
        Assert.That(document.GetProperty("points").GetInt32(), Is.EqualTo(32));
    }

    [Test]
    public void Without_synthesis_tools_it_says_which_is_missing_and_measures_nothing()
    {
        using ScratchFolder scratch = new();
        File.WriteAllText(scratch["s.yaml"], Space);
        using MixpeProcess run = new(scratch.Path, scratch.Path, ["explore", "s.yaml", "--model", "synthetic", "--out", "o"]);
        (int code, _, string error) = run.End();
        Assert.That(code, Is.EqualTo(ExitCode.ToolFailed));
        Assert.That(error, Does.Contain("yosys").IgnoreCase);
        Assert.That(Directory.Exists(scratch["o"]), Is.False);
    }

    [Test]
    public void Without_slurm_it_says_what_to_install_and_measures_nothing()
    {
        using ScratchFolder scratch = new();
        File.WriteAllText(scratch["s.yaml"], Space);
        using MixpeProcess run = new(scratch.Path, scratch.Path, [.. Line, "--launcher", "slurm", "--out", "o"]);
        (int code, _, string error) = run.End();
        Assert.That(code, Is.EqualTo(ExitCode.ToolFailed));
        Assert.That(error, Does.StartWith("sbatch not found").And.Contain("install the package 'slurm-client'"));
        Assert.That(Directory.Exists(scratch["o"]), Is.False);
    }

    private static int Kept(string path)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        try
        {
            using SqliteConnection connection = new($"Data Source={path};Pooling=False");
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM measurement";
            return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (SqliteException)
        {
            // Between the file and its tables.
            return 0;
        }
    }

    private static void WaitFor(Func<bool> condition, MixpeProcess run)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.That(run.Wait(TimeSpan.Zero), Is.False, "it ended before it could be killed");
            Assert.That(watch.Elapsed, Is.LessThan(Patience));
            Thread.Sleep(5);
        }
    }
}
