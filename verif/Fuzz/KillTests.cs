using System.Text.Json;
using System.Xml.Linq;
using MixPe.Cli;
using MixPe.Verif.Cli;
using MixPe.Verif.Regress;
using NUnit.Framework;
using NUnit.Framework.Constraints;

namespace MixPe.Verif.Fuzz;

/// <summary>kill -9 at random moments: the old output or the new one is there, whole, and the next run clears away what
/// the kill left. MIXPE_KILLS chooses how many.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Self)]
[Platform("Linux")]
public sealed class KillTests
{
    private static readonly string[] Small =
        ["--set", "rows=1", "--set", "columns=1", "--set", "lanes=1", "--set", "group=4"];

    private static int Kills =>
        int.TryParse(Environment.GetEnvironmentVariable("MIXPE_KILLS"), out int kills) ? kills : 4;

    [Test]
    public void Generate_rtl_leaves_the_old_bundle_or_the_new_one() => Check(
        ["generate-rtl", "mixpe-w4a8", "--out", "b", "--set", "rows=2"],
        ["generate-rtl", "mixpe-w4a8", "--out", "b", "--set", "rows=3"],
        TimeSpan.FromSeconds(0.8),
        "b");

    [Test]
    public void Simulate_leaves_the_old_results_or_the_new_ones_and_a_cache_that_works() => Check(
        ["simulate", "mixpe-w4a8", "--gemm", "2,2,8", "--out", "y.npy", "--dump", "d", "--seed", "1", .. Small],
        ["simulate", "mixpe-w4a8", "--gemm", "2,2,8", "--out", "y.npy", "--dump", "d", "--seed", "2", .. Small],
        TimeSpan.FromSeconds(2.5),
        "y.npy",
        "d");

    [Test]
    public void Verify_leaves_the_old_reports_or_the_new_ones()
    {
        using ScratchFolder scratch = new();
        string[] Args(int seed) =>
        [
            "verify", "mixpe-w4a8", "--check", "delay", "--out", "v", "--corpus", "c", "--seed", $"{seed}", .. Small,
        ];
        Run(scratch, Args(1));
        Dictionary<string, string> before = Content(scratch, ["v"]);
        Random random = new(4);
        for (int i = 0; i < Kills; i++)
        {
            using MixpeProcess run = new(scratch.Path, Args(2 + i));
            if (!run.Wait(random.NextDouble() * TimeSpan.FromSeconds(2)))
            {
                run.Kill();
            }

            // Reports hold times: not the same bytes, but a whole document each.
            Reports(scratch, Is.InRange(1, 2 + i));
        }

        Run(scratch, Args(9));
        Reports(scratch, Is.EqualTo(9));
        Assert.That(Content(scratch, ["v"]), Is.Not.EqualTo(before));
        Assert.That(Directory.EnumerateFileSystemEntries(scratch["v"]).Count(), Is.EqualTo(2), "no litter");
        Assert.That(scratch["c"], Does.Not.Exist, "nothing failed");
    }

    [Test]
    public void A_model_whose_build_was_killed_is_built_again()
    {
        using ScratchFolder scratch = new();
        string[] args =
        [
            "simulate", "mixpe-w4a8", "--gemm", "1,1,4", "--out", "y.npy", "--set", $"name=k{Guid.NewGuid():N}"[..22], .. Small,
        ];
        using (MixpeProcess killed = new(scratch.Path, args))
        {
            if (!killed.Wait(TimeSpan.FromSeconds(2.5)))
            {
                killed.Kill();
            }
        }

        Run(scratch, args);
        Assert.That(Directory.EnumerateFileSystemEntries(scratch.Path), Is.EqualTo(new[] { scratch["y.npy"] }));
    }

    private static void Check(string[] first, string[] second, TimeSpan longest, params string[] outputs)
    {
        using ScratchFolder scratch = new();
        Run(scratch, second);
        Dictionary<string, string> after = Content(scratch, outputs);
        Run(scratch, first);
        Dictionary<string, string> before = Content(scratch, outputs);
        Assert.That(after, Is.Not.EqualTo(before), "the two can be told apart");
        Random random = new(3);
        for (int i = 0; i < Kills; i++)
        {
            using MixpeProcess run = new(scratch.Path, i % 2 == 0 ? second : first);
            if (!run.Wait(random.NextDouble() * longest))
            {
                run.Kill();
            }

            Dictionary<string, string> now = Content(scratch, outputs);

            // Two outputs are two steps: each by itself is the old one or the new one.
            foreach (string output in outputs)
            {
                Assert.That(now[output], Is.EqualTo(before[output]).Or.EqualTo(after[output]), $"kill {i}: {output}");
            }
        }

        Run(scratch, second);
        Assert.That(Content(scratch, outputs), Is.EqualTo(after));
        Assert.That(
            Directory.EnumerateFileSystemEntries(scratch.Path).Select(path => Path.GetFileName(path)),
            Is.EquivalentTo(outputs), "no litter");
    }

    private static void Reports(ScratchFolder scratch, IResolveConstraint isSeed)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(scratch["v/mixpe_w4a8.json"]));
        Assert.That(json.RootElement.GetProperty("seed").GetInt32(), isSeed);
        Assert.That(json.RootElement.GetProperty("checks").GetArrayLength(), Is.EqualTo(2));
        Assert.That(
            XDocument.Load(scratch["v/mixpe_w4a8.junit.xml"]).Descendants("testcase").Count(), Is.EqualTo(2));
    }

    private static void Run(ScratchFolder scratch, string[] args)
    {
        using MixpeProcess run = new(scratch.Path, args);
        (int code, string output, string error) = run.End();
        Assert.That(code, Is.EqualTo(ExitCode.Done), $"{output}{error}");
    }

    // Every byte of each output, as one text.
    private static Dictionary<string, string> Content(ScratchFolder scratch, string[] outputs) =>
        outputs.ToDictionary(output => output, output =>
        {
            string path = scratch[output];
            IEnumerable<string> files = Directory.Exists(path)
                ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                : [path];
            return string.Join('\n', files.Select(
                file => $"{Path.GetRelativePath(scratch.Path, file)} {Convert.ToHexString(File.ReadAllBytes(file))}"));
        });
}
