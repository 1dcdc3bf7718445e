using MixPe.Cli;
using MixPe.Generator.Rtl;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Report;

/// <summary>What the commands really print is what the report reads.</summary>
[TestFixture]
[Category("Nightly")]
public sealed class ReportOfCommandsTests
{
    private static readonly string[] Small = ["--set", "name=tiny", "--set", "rows=2", "--set", "columns=2", "--json"];

    [Test]
    public void Documents_of_verify_mutate_and_prove_are_reported()
    {
        using ScratchFolder scratch = new();
        Write("verify", "--check", "act_sum", "--out", scratch["out"], "--corpus", scratch["corpus"]);
        Write("mutate", "--unit", "act_sum", "--count", "4");
        Write("prove", "--only", "sum.sum");
        var (code, output, error) = CommandLine.Run("report", scratch.Path, "--charts", ReportFolders.FakeCharts(scratch));
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        Assert.That(output, Does.EndWith(": 3 documents of other commands\n"), "none was left alone");
        string page = File.ReadAllText(scratch["report.html"]);
        Assert.That(page, Does.Match("""<th scope="row">tiny</th><td data-state="good">passed</td><td>quick</td>"""));
        Assert.That(page, Does.Match("""<th scope="row">tiny</th><td>act_sum</td><td class="number" data-value="4">4</td>"""));
        Assert.That(page, Does.Match("""<th scope="row">sum[.]sum</th><td>tiny</td><td data-state="good">proved</td>"""));

        void Write(string verb, params string[] options)
        {
            using StringWriter written = new();
            using StringWriter complaints = new();
            int end = new CommandLineApp(BundleGenerator.Create().Generate).Run([verb, "mixpe-w4a8", .. Small, .. options], written, complaints);
            Assert.That(end, Is.EqualTo(ExitCode.Done), $"{verb}: {complaints}");
            File.WriteAllText(scratch[$"{verb}.json"], written.ToString());
        }
    }
}
