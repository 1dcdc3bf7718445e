using MixPe.Flow.Synthesis;
using MixPe.Flow.Synthesis.Checks;
using MixPe.Flow.Synthesis.Energy;
using MixPe.Flow.Synthesis.Mapping;
using MixPe.Flow.Synthesis.Recipes;
using MixPe.Generator.Designs;
using MixPe.Sim.Build;
using MixPe.Sim.Processes;
using MixPe.Verif.Cli;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

/// <summary>Small PEs from RTL to figures.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SynthesisStudyTests
{
    private static readonly RecipeBook Few = new(
        [.. AdderStyle.All.Where(style => style.Name == "fa")], [.. AbcScript.All.Where(script => script.Name == "amap")]);

    private readonly ScratchFolder _cache = new();
    private readonly RtlBench _bench = new();
    private SynthesisReport? _report;

    private static Design Small => DesignLoader.Load("mixpe-w4a8", ["name=tiny", "lanes=1", "group=8", "rows=2"]);

    private SynthesisReport Report => _report!;

    [OneTimeSetUp]
    public void Study() => _report = Study(Small, new SynthesisOptions { Book = Few, Jobs = 2 });

    [OneTimeTearDown]
    public void RemoveCache() => _cache.Dispose();

    [Test]
    public void A_PE_is_shown_beside_INT8_and_its_behavioural_twin_at_equal_periods()
    {
        Assert.That(
            Report.Sets.Select(one => one.Subject.Name),
            Is.EqualTo(new[] { "tiny", "INT8 heap", "INT8 pairs", "INT8 booth", "INT8 behavioural", "uint4 behavioural" }));
        Assert.That(Report.Points, Has.Count.EqualTo(3));
        foreach (SynthesisPoint point in Report.Points)
        {
            foreach (SynthesisFigure figure in new[] { point.Design }.Concat(point.Baselines))
            {
                Assert.That(figure.Best!.DelayNs, Is.LessThanOrEqualTo(point.PeriodNs), figure.Subject.Name);
                Assert.That(figure.Checked, Is.GreaterThan(1000), figure.Subject.Name);
                Assert.That(figure.Energy!.PerMac, Is.InRange(1e-13, 1e-10), figure.Subject.Name);
                Assert.That(figure.Energy.Glitches, Is.InRange(0, figure.Energy.PerMac), figure.Subject.Name);
            }
        }
    }

    [Test]
    public void Four_bits_of_weight_cost_less_than_eight()
    {
        SynthesisPoint relaxed = Report.Points[^1];
        double best = relaxed.Baselines.Where(one => one.Subject.Name.StartsWith("INT8", StringComparison.Ordinal))
            .Min(one => one.Best!.Area);
        Assert.That(relaxed.Design.Best!.Area / best, Is.InRange(0.3, 0.8));
    }

    [Test]
    public void An_area_is_the_sum_that_Yosys_reports()
    {
        Candidate one = Report.Points[0].Design.Best!;
        string line = ToolProcess.RunChecked(new ToolCommand(ExternalTool.Yosys,
        [
            "-p", $"read_verilog {Write(one.Netlist.Verilog)}; stat -top {one.Netlist.Top} -liberty {SynthesisTools.Osu018File}",
        ])).Lines.Last(line => line.Contains("Chip area", StringComparison.Ordinal));
        Assert.That(
            double.Parse(line[(line.LastIndexOf(':') + 1)..], System.Globalization.CultureInfo.InvariantCulture),
            Is.EqualTo(one.Area).Within(1e-6));
    }

    [Test]
    public void What_was_made_before_is_taken_from_the_cache()
    {
        // Of its own: other tests add to the fixture's.
        using ScratchFolder cache = new();
        BuildEnvironment environment = new() { CacheRoot = cache.Path };
        Synthesizer synthesizer = new(Report.Library, Few, environment, 1);
        CandidateSet first = synthesizer.Candidates(Report.Design, () => { });
        (string File, DateTime Time)[] made = Files(cache.Path);
        CandidateSet again = synthesizer.Candidates(Report.Design, () => { });
        Assert.That(again.All.Select(one => one.Area), Is.EqualTo(first.All.Select(one => one.Area)));
        Assert.That(made, Has.Length.EqualTo(first.All.Count));
        Assert.That(Files(cache.Path), Is.EqualTo(made));

        // What is cut off is made again.
        File.WriteAllBytes(made[0].File, File.ReadAllBytes(made[0].File)[..^100]);
        synthesizer.Candidates(Report.Design, () => { });
        Assert.That(new FileInfo(made[0].File).Length, Is.GreaterThan(100));
        Assert.That(Files(cache.Path).Count(one => !made.Contains(one)), Is.EqualTo(1));
    }

    [Test]
    public void A_period_that_nothing_meets_has_no_netlist()
    {
        SynthesisReport report = Study(
            Small, new SynthesisOptions { Book = Few, Jobs = 2, HasBaselines = false, PeriodsNs = [0.5] });
        Assert.That(report.Points.Single().Design.Best, Is.Null);
    }

    [Test]
    public void A_netlist_with_a_wrong_gate_has_no_figure()
    {
        SynthesisFigure figure = Report.Points[^1].Design;
        MappedNetlist right = figure.Best!.Netlist;
        int at = right.Verilog.IndexOf("NAND2X1 ", StringComparison.Ordinal);
        MappedNetlist wrong = right with { Verilog = right.Verilog.Remove(at, 5).Insert(at, "NOR2") };
        Assert.That(wrong.Verilog, Is.Not.EqualTo(right.Verilog));
        GateLevelCheck check = new(TestBuilds.Shared);
        Assert.That(
            () => check.Run(figure.Subject, wrong, Report.Library, CancellationToken.None),
            Throws.TypeOf<SynthesisException>().With.Message.Contains("fails pe/"));
    }

    [Test]
    public void A_wrong_gate_shows_where_energy_is_measured_too()
    {
        SynthesisFigure figure = Report.Points[^1].Design;
        Candidate right = figure.Best!;
        string json = right.Netlist.Json;
        const string Nand = "\"type\": \"NAND2X1\"";
        int at = json.LastIndexOf(Nand, StringComparison.Ordinal);
        Assert.That(at, Is.GreaterThan(0));
        Candidate wrong = right with
        {
            Netlist = right.Netlist with { Json = json.Remove(at, Nand.Length).Insert(at, "\"type\": \"NOR2X1\"") },
        };
        Assert.That(
            () => UnitEnergy.Of(figure.Subject, wrong, Report.Library, 5, CancellationToken.None),
            Throws.TypeOf<SynthesisException>().With.Message.Contains("gate by gate"));
    }

    [Test]
    public void A_command_that_ABC_does_not_know_is_a_failed_tool()
    {
        RecipeBook bad = Few with { Scripts = [new AbcScript("bad", "+strash;no_such_command;dch;map;topo;stime,-p")] };
        Assert.That(
            () => Study(Small, new SynthesisOptions { Book = bad, Jobs = 1, HasBaselines = false }),
            Throws.InstanceOf<ToolException>());
    }

    [Test]
    public void An_array_is_its_modules_and_what_connects_them()
    {
        Design design = Small with { Rows = 2, Columns = 2 };
        SynthesisReport report = Study(
            design, new SynthesisOptions { Unit = "array", Book = Few, Jobs = 2, HasBaselines = false, PeriodsNs = [100] });
        Candidate best = report.Points.Single().Design.Best!;
        IReadOnlyList<ModuleCells> modules = best.Netlist.Modules();
        Assert.That(modules.Single(module => module.Name == "tiny_pe").Times, Is.EqualTo(4));
        Assert.That(modules.Single(module => module.Name == "tiny_act_sum").Times, Is.EqualTo(2));
        Assert.That(
            modules.Sum(module => module.Times * module.Area(report.Library)), Is.EqualTo(best.Area).Within(1e-6));
        Assert.That(report.Points.Single().Design.Checked, Is.GreaterThan(0));
    }

    [TestCaseSource(typeof(AbcScript), nameof(AbcScript.All))]
    public void Every_script_of_ABC_maps_in_every_style(AbcScript script)
    {
        Synthesizer synthesizer = new(
            Report.Library, new RecipeBook(AdderStyle.All, [script]), new BuildEnvironment { CacheRoot = _cache.Path }, 1);
        SynthesisSubject subject = Report.Design with { Unit = "act_sum" };
        CandidateSet set = synthesizer.Candidates(subject, () => { });
        Assert.That(set.All, Has.Count.EqualTo(2 * AdderStyle.All.Count));
        Assert.That(set.All.Select(one => one.Area), Is.All.GreaterThan(1000));
    }

    private static (string File, DateTime Time)[] Files(string cache) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(cache, "synth")).Order(StringComparer.Ordinal)
            .Select(file => (file, File.GetLastWriteTimeUtc(file))),
    ];

    private string Write(string text)
    {
        string file = _cache["area.v"];
        File.WriteAllText(file, text);
        return file;
    }

    private SynthesisReport Study(Design design, SynthesisOptions options) =>
        new SynthesisStudy(_bench.Generate, new BuildEnvironment { CacheRoot = _cache.Path }).Run(design, options);
}
