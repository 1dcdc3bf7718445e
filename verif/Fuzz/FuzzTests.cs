using System.Globalization;
using MixPe.Cli;
using MixPe.Verif.Cli;
using MixPe.Verif.Designs;
using MixPe.Verif.Regress;
using NUnit.Framework;

namespace MixPe.Verif.Fuzz;

/// <summary>Random, mutated and hostile design files. MIXPE_FUZZ_FILES, MIXPE_FUZZ_SEED and MIXPE_FUZZ_LINTS choose how
/// many and which; MIXPE_FUZZ_REPLAY checks one file again.</summary>
[TestFixture]
[Parallelizable(ParallelScope.Self)]
public sealed class FuzzTests
{
    private static string Folder => Path.Combine(DesignFiles.Root, "out", "fuzz");

    [Test]
    public void No_file_crashes_or_hangs_the_tool()
    {
        if (Environment.GetEnvironmentVariable("MIXPE_FUZZ_REPLAY") is { Length: > 0 } path)
        {
            FuzzResult result = new FuzzCheck().Run(File.ReadAllBytes(Path.Combine(DesignFiles.Root, path)), false);
            TestContext.Out.WriteLine(result.Bundle is null ? "refused" : "accepted");
            Assert.That(result.Fault, Is.Null);
            Assert.That(result.Bundle is null ? [] : FuzzCheck.Lint(result.Bundle.Design), Is.Empty);
            return;
        }

        FuzzRun run = new(Number("SEED", 1), Number("FILES", 1000), Number("LINTS", 2), Folder);
        run.Run();
        TestContext.Out.WriteLine(run);
        Assert.That(run.Faults.Take(20), Is.Empty);
        Assert.That(run.Counts.Keys, Is.EquivalentTo(Enum.GetValues<FuzzKind>()));
        Assert.That(run.Counts[FuzzKind.Valid].Accepted, Is.EqualTo(run.Counts[FuzzKind.Valid].Files));
        foreach (FuzzKind kind in new[] { FuzzKind.NearlyValid, FuzzKind.Bytes })
        {
            (int files, int accepted) = run.Counts[kind];
            Assert.That(accepted, Is.InRange(files / 100, files * 9 / 10), $"{kind} are on both sides of the border");
        }
    }

    [Test]
    public void As_a_process_it_ends_with_0_or_2_and_leaves_a_whole_bundle_or_nothing()
    {
        using ScratchFolder scratch = new();
        int seed = Number("SEED", 1);
        for (int i = 0; i < Number("PROCESSES", 4); i++)
        {
            FuzzFile file = FuzzFile.Draw(seed, i);
            File.WriteAllBytes(scratch["d.yaml"], file.Bytes);
            using MixpeProcess run = new(scratch.Path, "generate-rtl", "d.yaml", "--out", "b");
            (int code, _, string error) = run.End();
            string what = $"seed {seed}, file {i}: {file.How}: {error}";
            Assert.That(code, Is.AnyOf(ExitCode.Done, ExitCode.BadInput), what);
            Assert.That(error.Length > 0, Is.EqualTo(code == ExitCode.BadInput), what);
            Assert.That(
                Directory.EnumerateFileSystemEntries(scratch.Path).Select(path => Path.GetFileName(path)),
                Is.EquivalentTo(code == ExitCode.Done ? ["b", "d.yaml"] : new[] { "d.yaml" }), what);
            if (code == ExitCode.Done)
            {
                Assert.That(File.Exists(scratch["b/manifest.json"]), what);
                Directory.Delete(scratch["b"], recursive: true);
            }
        }
    }

    private static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable($"MIXPE_FUZZ_{name}") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
}
