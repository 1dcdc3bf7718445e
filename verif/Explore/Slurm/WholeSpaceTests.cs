using System.Globalization;
using System.Runtime.Versioning;
using MixPe.Cli;
using MixPe.Verif.Designs;
using MixPe.Verif.Regress;
using NUnit.Framework;

namespace MixPe.Verif.Explore.Slurm;

/// <summary>The project's own space on a cluster, from nothing: two hours, and so only when it is asked for.</summary>
[TestFixture]
[Category("Nightly")]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
public sealed class WholeSpaceTests
{
    private const string Wanted = "MIXPE_WHOLE_SPACE";

    // Results and netlists of this run alone, which goes on where it was stopped.
    private static readonly string Folder = Path.Combine(DesignFiles.Root, "out", "explore", "whole-slurm");

    [TestCase("points.csv")]
    [TestCase("front.svg")]
    public void On_two_workers_every_figure_is_that_of_docs_results(string file) => Assert.That(
        File.ReadAllText(Path.Combine(Folder, file)),
        Is.EqualTo(File.ReadAllText(Path.Combine(DesignFiles.Root, "docs", "results", file))));

    [OneTimeSetUp]
    public void Run()
    {
        if (Environment.GetEnvironmentVariable(Wanted) != "1")
        {
            Assert.Ignore("two hours of two processors: make results-slurm runs it");
        }

        using OneMachineSlurm cluster = OneMachineSlurm.Start(cpus: 1, nodes: 2);
        using MixpeProcess run = new(
            DesignFiles.Root,
            $"{Environment.GetEnvironmentVariable("PATH")}",
            [
                "explore", Path.Combine("examples", "explore", "whole.yaml"), "--recipes", "few", "--launcher", "slurm", "--out", Folder, "--json",
            ],
            $"SLURM_CONF={cluster.Configuration}",
            $"MIXPE_CACHE={Folder}-cache");
        while (!run.Wait(TimeSpan.FromMinutes(5)))
        {
            TestContext.Progress.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{DateTime.Now:HH:mm}: {Directory.EnumerateDirectories($"{Folder}-cache").Count()} netlists, models and bundles so far"));
        }

        var (code, _, error) = run.End();
        Assert.That(code, Is.EqualTo(ExitCode.Done), error);
    }
}
