using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using MixPe.Cli;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Space;
using MixPe.Flow.Explore.Store;
using MixPe.Generator.Bundles;
using MixPe.Verif.Cli;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Explore;

[TestFixture]
public sealed class ExploreVerbTests
{
    private static readonly string[] Manual = File.ReadAllLines(Path.Combine(DesignFiles.Root, "docs", "explore.md"));

    [Test]
    public void A_front_of_fidelity_is_printed_and_drawn_and_marks_named_designs()
    {
        using ScratchFolder scratch = new();
        var (code, output, error) = Run(scratch, Spaces.Small, "--fidelity-only", "--model", "synthetic");
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        Assert.That(output, Does.Contain("6 combinations, 0 of them refused").And.Contain("synthetic layers, of no model"));
        Assert.That(output, Does.Match(@"4\.1562  weights=uint4 group=128  = mixpe-w4a8 \(MixPE W4A8\)"));
        string[] lines = File.ReadAllLines(scratch["o/points.csv"]);
        Assert.That(lines, Has.Length.EqualTo(1 + 6));
        Assert.That(lines.Select(line => line.Split(',').Length), Is.All.EqualTo(lines[0].Split(',').Length));
        Assert.That(lines[0], Does.EndWith(",density,density_fp16,front"));
        XElement chart = XDocument.Load(scratch["o/front.svg"]).Root!;
        Assert.That(chart.Descendants().Count(element => element.Name.LocalName == "circle"), Is.EqualTo(6));
        Assert.That(chart.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value),
            Does.Contain("mixpe-w4a8 (MixPE W4A8)").And.Contain("stored bits a weight"));
    }

    [Test]
    public void Below_a_reference_stands_the_best_point_of_no_less_fidelity()
    {
        using ScratchFolder scratch = new();
        string space = Spaces.Small + "\nreferences: [w2a8, fp16-fma]\n";
        string[] lines = Run(scratch, space, "--fidelity-only", "--model", "synthetic").Output.Split('\n');
        string[] json = [.. JsonDocument.Parse(Run(scratch, space, "--fidelity-only", "--model", "synthetic", "--json").Output).RootElement
            .GetProperty("rivals").EnumerateArray().Select(one => $"{one.GetProperty("of")} {one.GetProperty("rival")}")];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Below("w2a8"), Does.Match(@"^ +[\d.]+ +3\.1484    weights=uint3 group=128$"), "the fewest bits that reach two");
            Assert.That(Below("fp16-fma"), Does.Match("^ +none$"));
            Assert.That(json, Does.Contain("w2a8 weights=uint3 group=128").And.Contain("fp16-fma "));
        }

        string Below(string label) => lines[Array.FindLastIndex(lines, line => line.EndsWith($"  {label}", StringComparison.Ordinal)) + 1];
    }

    [Test]
    public void Json_has_every_point_and_the_front_that_was_asked_for()
    {
        using ScratchFolder scratch = new();
        var (code, output, _) = Run(
            scratch, Spaces.Small, "--fidelity-only", "--model", "synthetic", "--front", "weight_bits,sqnr_min_db,sqnr_db", "--json");
        JsonElement document = JsonDocument.Parse(output).RootElement;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(ExitCode.Done));
            Assert.That(document.GetProperty("results").GetArrayLength(), Is.EqualTo(6));
            Assert.That(
                document.GetProperty("metrics").EnumerateArray().Select(one => one.GetProperty("name").GetString()),
                Is.EqualTo(["weight_bits", "sqnr_min_db", "sqnr_db"]));
            JsonElement first = document.GetProperty("front")[0];
            Assert.That(first.GetProperty("label").GetString(), Is.EqualTo("weights=uint3 group=128"), "fewest bits first");
            Assert.That(first.GetProperty("figures").GetProperty("weight_bits").GetDouble(), Is.EqualTo(3 + (19.0 / 128)));
        }
    }

    [Test]
    public void A_space_without_a_point_is_bad_input_and_a_sample_that_lacks_some_says_so()
    {
        using ScratchFolder scratch = new();
        var none = Run(scratch, Spaces.Small + "\nwhere: [group == 32 and group == 64]\n", "--fidelity-only", "--model", "synthetic");
        Assert.That(none.Code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(none.Error, Does.Contain("small: no combination of the space is a point"));
        var few = Run(
            scratch, Spaces.Small + "\nsampling: {method: random, count: 9, seed: 5}\n", "--fidelity-only", "--model", "synthetic");
        Assert.That(few.Code, Is.EqualTo(ExitCode.Done));
        Assert.That(few.Output, Does.Contain("  3 fewer than the 9 that were asked for"));
        var all = Run(
            scratch, Spaces.Small + "\nsampling: {method: random, count: 6, seed: 5}\n", "--fidelity-only", "--model", "synthetic");
        Assert.That(all.Output, Does.Not.Contain("fewer than the"));
    }

    [Test]
    public void The_store_says_what_was_run()
    {
        using ScratchFolder scratch = new();
        DateTime before = DateTime.UtcNow.AddSeconds(-1);
        Run(scratch, Spaces.Small + "\nsampling: {method: random, count: 2, seed: 5}\n", "--fidelity-only", "--model", "synthetic");
        RunDescription run = StoreReader.Read(scratch["o/results.sqlite"]).Description;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Value("space"), Is.EqualTo("small"));
            Assert.That(run.Value("base"), Is.EqualTo("mixpe-w4a8"));
            Assert.That(run.Value("vary"), Is.EqualTo("weights: uint3, uint4; group: 32, 64, 128"));
            Assert.That((run.Value("method"), run.Value("seed")), Is.EqualTo(("random, 2 points wanted", "5")));
            Assert.That(run.Value("metrics"), Is.EqualTo("sqnr_db,weight_bits"));
            Assert.That(run.Value("fidelity"), Does.Contain("synthetic"));
            Assert.That((run.Value("hardware"), run.Value("recipes")), Is.EqualTo(("", "")), "nothing was synthesized");
            Assert.That(run.Value("mixpe"), Is.EqualTo(ToolVersion.Text));
            Assert.That(DateTime.Parse(run.Value("started")[..19], CultureInfo.InvariantCulture), Is.InRange(before, DateTime.UtcNow));
        }
    }

    [Test]
    public void Every_wrong_option_is_told_at_once()
    {
        using ScratchFolder scratch = new();
        var (code, _, error) = Run(
            scratch, Spaces.Small, "--fidelity-only", "--model", "synthetic", "--front", "cosine,area_um2,nothing", "--jobs", "0",
            "--recipes", "some");
        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(
            error,
            Does.Contain("--front: nothing: one of weight_bits").And.Contain("--front: area_um2: with --fidelity-only")
                .And.Contain("--front: cosine: the synthetic layers").And.Contain("--jobs: 0:").And.Contain("--recipes: some: all or few")
                .And.Contain("--recipes: with --fidelity-only"));
        Assert.That(Directory.Exists(scratch["o"]), Is.False);
    }

    [Test]
    public void Every_wrong_option_of_a_launcher_is_told_at_once()
    {
        using ScratchFolder scratch = new();
        var (code, _, error) = Run(
            scratch, Spaces.Small, "--fidelity-only", "--partition", "a", "--account", "b", "--sbatch-args=--mem=4G --time=1:00",
            "--points-per-task", "0", "--tries", "1025", "--shared", "s");
        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(
            error.TrimEnd().Split('\n'),
            Is.EquivalentTo(
            [
                "--points-per-task: 0: an integer from 1 to 1024", "--tries: 1025: an integer from 1 to 1024",
                "--shared: only with --launcher slurm", "--partition: only with --launcher slurm",
                "--account: only with --launcher slurm", "--sbatch-args: only with --launcher slurm",
                "--points-per-task: only with --launcher slurm", "--tries: only with --launcher slurm",
            ]));
        Assert.That(Run(scratch, Spaces.Small, "--launcher", "cloud").Error, Does.Contain("--launcher: cloud: local or slurm"));
        Assert.That(Directory.Exists(scratch["o"]), Is.False);
    }

    [TestCase("--front", "sqnr_db")]
    [TestCase("--front", "sqnr_db,sqnr_db")]
    [TestCase("--model", "nowhere.json")]
    public void A_wrong_option_is_bad_input(string option, string value)
    {
        using ScratchFolder scratch = new();
        Assert.That(Run(scratch, Spaces.Small, "--fidelity-only", option, value).Code, Is.EqualTo(ExitCode.BadInput));
    }

    [Test]
    public void A_library_that_is_not_there_is_told_before_anything_is_measured()
    {
        using ScratchFolder scratch = new();
        var (code, _, error) = Run(scratch, Spaces.Small, "--model", "synthetic", "--lib", "none.lib");
        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(error, Does.Contain("none.lib"));
        Assert.That(Directory.Exists(scratch["o"]), Is.False);
    }

    [Test]
    public void A_space_that_is_refused_is_told_with_every_fault()
    {
        using ScratchFolder scratch = new();
        var (code, _, error) = Run(scratch, "name: a\nbase: mixpe-w4a8\nvary: {lanes: [99], rows: [0]}\n");
        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(error.TrimEnd().Split('\n'), Has.Length.EqualTo(2).And.All.StartsWith($"{scratch["s.yaml"]}:3: vary."));
    }

    [Test]
    public void The_examples_are_accepted()
    {
        string[] files = Directory.GetFiles(Path.Combine(DesignFiles.Root, "examples", "explore"), "*.yaml");
        Assert.That(files, Is.Not.Empty);
        Assert.That(files.Select(SpaceLoader.Load), Has.All.Not.Null);
    }

    [Test]
    public void The_manual_has_every_rule_and_no_other() =>
        Assert.That(Table("| rule |"), Is.EqualTo(SpaceRules.All.Select(rule => $"| `{rule.Id}` | {rule.Sentence} |")));

    [Test]
    public void The_manual_has_every_metric_and_no_other() => Assert.That(
        Table("| metric |"),
        Is.EqualTo(Metrics.All.Select(metric => $"| `{metric.Name}` | {(metric.IsMore ? "more" : "less")} | {metric.Meaning} |")));

    [Test]
    public void The_manual_has_every_option_and_no_other()
    {
        var verb = new CommandLineApp(FakeBundles.Generate).Verbs.Single(verb => verb.Name == "explore");
        Assert.That(Words("| option |"), Is.EquivalentTo(verb.Options.Select(option => option.Name)));
    }

    [Test]
    public void The_manual_has_every_field_of_a_space_and_no_other() => Assert.That(
        Words("| field |"),
        Is.EqualTo(SpaceLoader.Fields.Concat(SpaceLoader.SamplingFields.Select(field => $"sampling.{field}"))));

    [Test]
    public void The_manual_has_every_method_and_no_other() => Assert.That(
        Words("| method |"),
        Is.EqualTo(Enum.GetNames<SamplingMethod>().Select(name => name.ToLowerInvariant())));

    [Test]
    public void The_manual_has_every_status_and_no_other() => Assert.That(
        Words("| status |"),
        Is.EqualTo(Enum.GetNames<MeasurementStatus>().Select(name => name.ToLowerInvariant())));

    // The first word of each row.
    private static IEnumerable<string> Words(string head) => Table(head).SelectMany(line => line.Split('|')[1].Split('`')
        .Where((_, i) => i % 2 == 1).Select(word => word.Split(' ')[0]));

    private static IEnumerable<string> Table(string head) =>
        Manual.SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.Length > 0);

    private static (int Code, string Output, string Error) Run(ScratchFolder scratch, string space, params string[] options)
    {
        File.WriteAllText(scratch["s.yaml"], space);
        return CommandLine.Run(["explore", scratch["s.yaml"], "--out", scratch["o"], .. options]);
    }
}
