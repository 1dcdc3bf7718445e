using System.Globalization;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Fuzz;

/// <summary>Random, mutated and hostile design files. MIXPE_FUZZ_FILES, MIXPE_FUZZ_SEED and MIXPE_FUZZ_LINTS choose how
/// many and which; MIXPE_FUZZ_REPLAY checks one file again.</summary>
[TestFixture]
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

        FuzzRun run = new(Number("SEED", 1), Number("FILES", 3000), Number("LINTS", 6), Folder);
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

    private static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable($"MIXPE_FUZZ_{name}") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
}
