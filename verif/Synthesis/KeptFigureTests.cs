using MixPe.Cli;
using MixPe.Verif.Designs;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

/// <summary>No change makes the figures in bench/qor/LIBRARY/UNIT/DESIGN.json worse.</summary>
public sealed class KeptFigureTests
{
    private static string Root => Path.Combine(DesignFiles.Root, "bench", "qor");

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(Root, "*.json", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal);

    [Test]
    public void There_are_records() => Assert.That(Files(), Is.Not.Empty);

    [Category("Nightly")]
    [TestCaseSource(nameof(Files))]
    public void A_kept_figure_is_reached(string file)
    {
        string[] parts = file.Split(Path.DirectorySeparatorChar);

        // DESIGN+FIELD=VALUE+...
        string[] words = Path.GetFileNameWithoutExtension(file).Split('+');
        using StringWriter output = new();
        using StringWriter error = new();
        int code = new CommandLineApp(new RtlBench().Generate).Run(
            [
                "synth", words[0], .. words[1..].SelectMany(field => new[] { "--set", field }), "--unit", parts[1], "--lib", parts[0],
                "--against", Path.Combine(Root, file), "--alone",
            ],
            output,
            error);
        if (error.ToString().Contains("not compared", StringComparison.Ordinal))
        {
            Assert.Ignore(error.ToString());
        }

        Assert.That(code, Is.EqualTo(ExitCode.Done), error.ToString());
    }
}
