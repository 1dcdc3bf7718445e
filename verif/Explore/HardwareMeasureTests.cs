using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Synthesis;
using MixPe.Flow.Synthesis.Recipes;
using MixPe.Generator.Rtl;
using MixPe.Sim.Build;
using NUnit.Framework;

namespace MixPe.Verif.Explore;

[TestFixture]
[Parallelizable(ParallelScope.Self)]
public sealed class HardwareMeasureTests
{
    // One netlist: what is tested is what becomes of its figures.
    private static readonly SynthesisOptions Options = new()
    {
        Unit = "pe",
        HasBaselines = false,
        Jobs = 1,
        Book = new RecipeBook([AdderStyle.All[2]], [AbcScript.All[0]]),
    };

    // 8 lanes at 2 ns, busy in half of the cycles, are 2 GMAC/s; 1.25·10⁻³ mm² and 8 mW. 500 of them give 10¹² products a second in 0.625 mm² and 4 W.
    [Test]
    public void Figures_are_those_counted_by_hand()
    {
        Dictionary<string, double?> figures = HardwareMeasure.Figures(new UnitCost(1000, 3), new UnitCost(250, 1), 1.5, 8, 2, 0.5)
            .ToDictionary(figure => figure.Metric.Name, figure => figure.Value);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(figures["area_um2"], Is.EqualTo(1000));
            Assert.That(figures["area_per_mac_um2"], Is.EqualTo(125));
            Assert.That(figures["delay_ns"], Is.EqualTo(1.5));
            Assert.That(figures["energy_per_mac_pj"], Is.EqualTo(3));
            Assert.That(figures["edge_area_um2"], Is.EqualTo(250));
            Assert.That(figures["edge_energy_per_mac_pj"], Is.EqualTo(1));
            Assert.That(figures["utilization"], Is.EqualTo(0.5));
            Assert.That(figures["power_mw"], Is.EqualTo(8));
            Assert.That(figures["gmacs_per_pe"], Is.EqualTo(2));
            Assert.That(figures["gmacs_per_mm2"], Is.EqualTo(1600).Within(1e-9));
            Assert.That(figures["density"], Is.EqualTo(1 / (0.625 * 4)).Within(1e-12));
        }
    }

    // Groups of eight beats in an array of sixteen rows: two take the time of four, but not with two dequantization units a column.
    [TestCase("w2a8", "group=16", 1)]
    [TestCase("w2a8", "group=16,dequant_units=2", 2)]
    [TestCase("mixpe-w4a8-ws", "group=16,rows=8", 2)]
    public void A_points_figures_are_those_of_its_checked_netlist(string design, string overrides, double macs)
    {
        string[] small = [.. overrides.Split(','), "lanes=2", "x_words=4", "w_words=8"];
        DesignPoint point = Spaces.Point(design, [.. small, "clock_ns=40"]);
        SynthesisStudy study = Study();
        Measurement measured = Measure(study).Run(point, CancellationToken.None);
        SynthesisFigure figure = study.Run(point.Design, Options with { PeriodsNs = [40] }).Points[0].Design;
        SynthesisFigure[] edges =
        [
            .. EdgeUnits.Of(point.Design).Select(
                unit => study.Run(point.Design, Options with { PeriodsNs = [40], Unit = unit }).Points[0].Design),
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(measured.Status, Is.EqualTo(MeasurementStatus.Measured));
            Assert.That(figure.Checked, Is.Positive);
            Assert.That(measured.Figures["area_um2"], Is.EqualTo(figure.Best!.Area));
            Assert.That(measured.Figures["delay_ns"], Is.EqualTo(edges.Append(figure).Max(one => one.Best!.DelayNs)));
            Assert.That(measured.Figures["energy_per_mac_pj"], Is.EqualTo(figure.Energy!.PerMac * 1e12));
            Assert.That(
                measured.Figures["edge_area_um2"], Is.EqualTo(2 * edges.Sum(one => one.Best!.Area / one.Subject.Served)).Within(1e-6));
            Assert.That(
                measured.Figures["edge_energy_per_mac_pj"],
                Is.EqualTo(1e12 * edges.Sum(one => one.Energy!.PerMac)).Within(1e-9));
            Assert.That(measured.Figures["gmacs_per_pe"], Is.EqualTo(macs / 40).Within(0.002 * macs / 40));
        }

        // The PE meets 8 ns, the dequantization unit's adder does not.
        foreach (var (ns, unit) in new[] { ("0.1", "pe"), ("8", "group_dequant") })
        {
            Measurement missed = Measure(study).Run(Spaces.Point(design, [.. small, $"clock_ns={ns}"]), CancellationToken.None);
            Assert.That((missed.Status, missed.Figures.Count), Is.EqualTo((MeasurementStatus.Missed, 0)));
            Assert.That(missed.Message, Does.StartWith($"no netlist of its {unit} meets {ns} ns: the fastest takes "));
        }
    }

    [TestCase("fp16-fma", 0)]
    [TestCase("w8a8", 1)]
    [TestCase("mixpe-w4a8", 2)]
    public void Edges_are_dequantization_and_activation_sums_but_none_of_FP16(string design, int edges) =>
        Assert.That(EdgeUnits.Of(Spaces.Point(design).Design), Has.Count.EqualTo(edges));

    // Without a tool: the study would fail if it were asked.
    [TestCase("mixpe-w4a16-sliced", "shared_columns=1", "accumulator is sliced: ")]
    [TestCase("mixpe-w4a8-ws", "shared_columns=4", "shared_columns is above 1: ")]
    [TestCase("mixpe-w4a8", "zero_point=none", "weights are uint4 without zero points: ")]
    public void A_pe_that_does_not_stand_for_its_design_is_a_point_with_the_reason(string design, string field, string reason)
    {
        SynthesisStudy study = new(_ => throw new InvalidOperationException("asked"), new BuildEnvironment());
        Measurement measured = Measure(study).Run(Spaces.Point(design, field), CancellationToken.None);
        Assert.That((measured.Status, measured.Figures.Count), Is.EqualTo((MeasurementStatus.Unsupported, 0)));
        Assert.That(measured.Message, Does.StartWith(reason));
    }

    [Test]
    public void Other_recipes_tools_code_or_fields_are_another_key()
    {
        DesignPoint point = Spaces.Point("mixpe-w4a8");
        string[] keys =
        [
            Measure(Study()).Key(point),
            Measure(Study()).Key(Spaces.Point("mixpe-w4a8", "clock_ns=3")),
            new HardwareMeasure(Study(), Options with { Book = RecipeBook.Few }, "tools", "version").Key(point),
            new HardwareMeasure(Study(), Options, "other", "version").Key(point),
            new HardwareMeasure(Study(), Options, "tools", "other").Key(point),
        ];
        Assert.That(keys, Is.Unique);
    }

    private static SynthesisStudy Study() => new(BundleGenerator.Create().Generate, new BuildEnvironment());

    private static HardwareMeasure Measure(SynthesisStudy study) => new(study, Options, "tools", "version");
}
