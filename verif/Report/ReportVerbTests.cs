using MixPe.Cli;
using MixPe.Flow.Explore;
using MixPe.Flow.Explore.Store;
using MixPe.Verif.Cli;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Report;

[TestFixture]
public sealed class ReportVerbTests
{
    [Test]
    public void The_same_directory_gives_the_same_bytes_and_nothing_else_changes_in_it()
    {
        using ScratchFolder scratch = new();
        string folder = Filled(scratch);
        byte[] store = File.ReadAllBytes(Path.Combine(folder, ExploreFiles.Store));
        string[] before = Directory.GetFiles(folder);
        var (code, output, error) = Run(scratch, folder);
        byte[] page = File.ReadAllBytes(Path.Combine(folder, "report.html"));
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        Assert.That(output, Is.EqualTo(
            $"{Path.Combine(folder, "report.html")}: 14 points, 11 measured, 1 missed, 1 unsupported, 1 failed, 6 documents of other commands\n"));
        Assert.That(Run(scratch, folder, "--out", scratch["new/page.html"]).Code, Is.EqualTo(ExitCode.Done));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.ReadAllBytes(scratch["new/page.html"]), Is.EqualTo(page));
            Assert.That(File.ReadAllBytes(Path.Combine(folder, ExploreFiles.Store)), Is.EqualTo(store));
            Assert.That(Directory.GetFiles(folder), Is.EquivalentTo(before.Append(Path.Combine(folder, "report.html"))));
        }
    }

    [Test]
    public void Json_files_of_other_kinds_are_left_alone_and_named()
    {
        using ScratchFolder scratch = new();
        string folder = Filled(scratch);
        File.WriteAllText(Path.Combine(folder, "list.json"), "[1, 2]");
        File.WriteAllText(Path.Combine(folder, "else.json"), """{"design": {"checks": []}}""");
        Assert.That(Run(scratch, folder).Output, Does.EndWith("left alone: else.json, list.json\n"));
    }

    [Test]
    public void Documents_alone_are_reported_without_a_plot()
    {
        using ScratchFolder scratch = new();
        File.WriteAllText(scratch["prove.json"], ReportDocuments.Prove);
        Assert.That(Run(scratch, scratch.Path).Code, Is.EqualTo(ExitCode.Done));
        string page = File.ReadAllText(scratch["report.html"]);
        Assert.That(page, Does.Contain("1 proved, 1 bounded").And.Not.Contain("id=\"chart\"").And.Not.Contain("may be copied"));
    }

    [Test]
    public void A_store_of_the_version_before_is_reported_and_its_run_is_not_made_up()
    {
        using ScratchFolder scratch = new();
        string folder = Filled(scratch);
        ReportFolders.Run(folder, "DROP TABLE run; PRAGMA user_version = 1");
        Assert.That(Run(scratch, folder).Code, Is.EqualTo(ExitCode.Done));
        Assert.That(
            File.ReadAllText(Path.Combine(folder, "report.html")),
            Does.Contain("did not write down what was run").And.Contain("uint4").And.Not.Contain("2026-01-02"));

        // The next run brings the store up.
        ReportFolders.Explore(folder);
        Assert.That(StoreReader.Read(Path.Combine(folder, ExploreFiles.Store)).Description.Value("seed"), Is.Empty, "a grid has none");
        Assert.That(
            StoreReader.Read(Path.Combine(folder, ExploreFiles.Store)).Description.Value("started"), Is.EqualTo("2026-01-02 03:04:05 UTC"));
    }

    [Test]
    public void A_run_of_which_everything_failed_is_reported()
    {
        using ScratchFolder scratch = new();
        string folder = Filled(scratch, hasDocuments: false);
        ReportFolders.Run(folder, "DELETE FROM figure; UPDATE measurement SET status = 'failed', message = 'no disk'");
        var (code, output, error) = Run(scratch, folder);
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        Assert.That(output, Does.EndWith(": 14 points, 14 failed\n"));
    }

    [Test]
    public void Every_broken_document_is_told_with_its_member_and_nothing_is_written()
    {
        using ScratchFolder scratch = new();
        string folder = Filled(scratch);
        File.WriteAllText(Path.Combine(folder, "mutate.json"), ReportDocuments.Mutate.Replace("\"killed\": 196,", "", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(folder, "prove.json"), ReportDocuments.Prove.Replace("\"bounded\"", "20", StringComparison.Ordinal));
        var (code, output, error) = Run(scratch, folder);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((code, output), Is.EqualTo((ExitCode.BadInput, "")));
            Assert.That(error.TrimEnd().Split('\n'), Is.EqualTo(
            [
                $"{Path.Combine(folder, "mutate.json")}: units[0].killed: it is missing; what mixpe mutate --json writes is wanted",
                $"{Path.Combine(folder, "prove.json")}: proofs[1].result: String is wanted, not Number; what mixpe prove --json writes is wanted",
            ]));
            Assert.That(File.Exists(Path.Combine(folder, "report.html")), Is.False);
        }
    }

    [TestCase("{", "it is no JSON")]
    [TestCase("", "it is no JSON")]
    public void A_file_that_is_no_json_is_bad_input(string text, string reason)
    {
        using ScratchFolder scratch = new();
        File.WriteAllText(scratch["a.json"], text);
        var (code, _, error) = Run(scratch, scratch.Path);
        Assert.That((code, error), Is.EqualTo((ExitCode.BadInput, error)));
        Assert.That(error, Does.StartWith($"{scratch["a.json"]}: {reason}"));
    }

    [Test]
    public void A_directory_without_a_store_or_that_is_none_is_told()
    {
        using ScratchFolder scratch = new();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Run(scratch, scratch["none"]).Error, Is.EqualTo($"{scratch["none"]}: no such directory\n"));
            File.WriteAllText(scratch["file"], "");
            Assert.That(Run(scratch, scratch["file"]).Error, Does.Contain("it is a file, and a directory is wanted"));
            var (code, _, error) = Run(scratch, scratch.Path);
            Assert.That(code, Is.EqualTo(ExitCode.BadInput));
            Assert.That(error, Does.Contain("it has neither results.sqlite"));
        }
    }

    [TestCase("text")]
    [TestCase("another table")]
    [TestCase("a later version")]
    [TestCase("a design that is refused")]
    [TestCase("a word for a number")]
    [TestCase("no points")]
    public void A_store_that_cannot_be_read_is_bad_input_and_named(string fault)
    {
        using ScratchFolder scratch = new();
        string folder = Filled(scratch, hasDocuments: false);
        string store = Path.Combine(folder, ExploreFiles.Store);
        switch (fault)
        {
            case "text":
                File.WriteAllText(store, new string('x', 5000));
                break;
            case "another table":
                ReportFolders.Run(folder, "DROP TABLE figure");
                break;
            case "a later version":
                ReportFolders.Run(folder, "PRAGMA user_version = 9");
                break;
            case "a design that is refused":
                ReportFolders.Run(folder, "UPDATE point SET design = replace(design, 'lanes: 8', 'lanes: 99')");
                break;
            case "a word for a number":
                ReportFolders.Run(folder, "UPDATE measurement SET status = 'nothing'");
                break;
            default:
                ReportFolders.Run(folder, "DELETE FROM point");
                break;
        }

        var (code, output, error) = Run(scratch, folder);
        Assert.That((code, output), Is.EqualTo((ExitCode.BadInput, "")), error);
        Assert.That(error, Does.StartWith(store));
    }

    [Test]
    public void Without_the_charting_library_the_exit_code_is_that_of_a_tool_that_is_missing()
    {
        using ScratchFolder scratch = new();
        string folder = Filled(scratch);
        var (code, _, error) = CommandLine.Run("report", folder, "--charts", scratch["none"]);
        Assert.That(code, Is.EqualTo(ExitCode.ToolFailed));
        Assert.That(error, Does.Contain("Observable Plot not found").And.Contain("make setup"));
        Assert.That(File.Exists(Path.Combine(folder, "report.html")), Is.False);
    }

    [Test]
    public void A_run_that_is_at_work_does_not_hinder_the_report()
    {
        using ScratchFolder scratch = new();
        string folder = Filled(scratch);
        using ResultStore store = ResultStore.Open(Path.Combine(folder, ExploreFiles.Store));
        Assert.That(Run(scratch, folder).Code, Is.EqualTo(ExitCode.Done));
    }

    [Test]
    public void The_manual_has_every_option_and_no_other()
    {
        var verb = new CommandLineApp(FakeBundles.Generate).Verbs.Single(verb => verb.Name == "report");
        IEnumerable<string> documented = File.ReadLines(Path.Combine(DesignFiles.Root, "docs", "report.md"))
            .SkipWhile(line => !line.StartsWith("| option |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.Length > 0)
            .Select(line => line.Split('`')[1]);
        Assert.That(documented, Is.EquivalentTo(verb.Options.Select(option => option.Name)));
    }

    private static string Filled(ScratchFolder scratch, bool hasDocuments = true)
    {
        string folder = scratch["run #1?"];
        Directory.CreateDirectory(folder);
        ReportFolders.Explore(folder);
        if (hasDocuments)
        {
            ReportDocuments.WriteAll(folder);
        }

        // What a run leaves, and no run needs.
        File.Delete(Path.Combine(folder, ExploreFiles.Store + ".lock"));
        return folder;
    }

    private static (int Code, string Output, string Error) Run(ScratchFolder scratch, string folder, params string[] options) =>
        CommandLine.Run(["report", folder, "--charts", ReportFolders.FakeCharts(scratch), .. options]);
}
