using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Synthesis;
using MixPe.Flow.Synthesis.Energy;
using MixPe.Flow.Synthesis.Recipes;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Sim.Build;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

/// <summary>Energy at an array's edges. A figure exists only if every output of the netlist was the golden model's, so that each kind of design
/// shows that its operands are right.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class EdgeEnergyTests
{
    // One netlist: the smallest.
    private static readonly RecipeBook One = new([AdderStyle.All[1]], [AbcScript.All[0]]);

    [TestCase("mixpe-w4a8", "group_dequant", "rows=4,group=32")]
    [TestCase("dgq", "group_dequant", "rows=4,group=32")]
    [TestCase("qserve-channel", "group_dequant", "rows=4")]
    [TestCase("nvfp4", "group_dequant", "rows=4,dequant_units=2")]
    [TestCase("gguf-q4-k", "group_dequant", "rows=4,columns=4")]
    [TestCase("mixpe-w4a16", "group_dequant", "rows=2,dequant_units=2,lanes=2,group=16")]
    [TestCase("mxfp4", "group_dequant", "rows=4,lanes=4,dequant_units=4")]
    [TestCase("mixpe-w4a8", "act_sum", "")]
    [TestCase("mixpe-w4a8-ws", "act_sum", "")]
    [TestCase("mixpe-w4a16", "act_sum", "lanes=2")]
    public void Every_kind_of_edge_is_measured_on_its_own_operands(string design, string unit, string overrides)
    {
        EnergyFigure energy = Energy(design, unit, overrides);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(energy.Clock, Is.Positive);
            Assert.That(energy.Glitches, Is.InRange(0, energy.PerMac - energy.Clock));
        }
    }

    // Twice the beats of a group are twice the cycles for the same results: beside clock and leakage only the rows' scales cost more, which go to zero
    // in the meantime.
    [Test]
    public void A_unit_that_waits_for_the_next_group_costs_its_clock()
    {
        EnergyFigure busy = Energy("mixpe-w4a8", "group_dequant", "rows=4,group=32,lanes=8");
        EnergyFigure waiting = Energy("mixpe-w4a8", "group_dequant", "rows=4,group=32,lanes=4");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(waiting.Clock / busy.Clock, Is.EqualTo(2).Within(0.1));
            Assert.That(waiting.Leakage / busy.Leakage, Is.EqualTo(2).Within(1e-9));
            Assert.That(Switching(waiting) / Switching(busy), Is.InRange(1, 1.15));
        }

        static double Switching(EnergyFigure energy) => energy.PerMac - energy.Clock - energy.Leakage;
    }

    [Test]
    public void Of_netlists_about_as_small_the_one_of_the_least_energy_is_shown()
    {
        SynthesisOptions options = new()
        {
            Unit = "group_dequant",
            Book = RecipeBook.Few.Small,
            Jobs = 1,
            HasBaselines = false,
            PeriodsNs = [double.PositiveInfinity],
        };
        SynthesisReport report = Study("mixpe-w4a8", "rows=4,group=32", options);
        SynthesisFigure smallest = report.Points[0].Design;
        SynthesisFigure chosen = Study("mixpe-w4a8", "rows=4,group=32", options with { AreaSlack = 0.2 }).Points[0].Design;
        double[] energies =
        [
            .. report.Sets[0].Set.Near(double.PositiveInfinity, 0.2).Select(one => UnitEnergy.Of(
                report.Design, one, report.Library, chosen.Best!.DelayNs, CancellationToken.None)!.PerMac),
        ];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(energies, Has.Length.GreaterThan(1));
            Assert.That(chosen.Energy!.PerMac, Is.EqualTo(energies.Min()).Within(0.1).Percent);
            Assert.That(chosen.Energy.PerMac, Is.LessThan(smallest.Energy!.PerMac));
            Assert.That(chosen.Checked, Is.EqualTo(smallest.Checked));
        }
    }

    [Test]
    public void Edges_are_the_sum_of_their_units()
    {
        SynthesisOptions options = new() { Unit = "edges", Book = One, Jobs = 1, PeriodsNs = [double.PositiveInfinity] };
        SynthesisReport all = Study("mixpe-w4a8", "rows=4,columns=8,group=32", options);
        SynthesisFigure foot = Study("mixpe-w4a8", "group_dequant", "rows=4,columns=8,group=32").Points[0].Design;
        SynthesisFigure sum = Study("mixpe-w4a8", "act_sum", "rows=4,columns=8,group=32").Points[0].Design;
        EdgeTotal total = EdgeTotal.Of(all.Points[0])!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(all.Points[0].All.Select(figure => figure.Subject.Name), Is.EqualTo(["group_dequant", "act_sum"]));
            Assert.That(total.AreaPerMac, Is.EqualTo((foot.Best!.Area / 32) + (sum.Best!.Area / 64)).Within(1e-9));
            Assert.That(total.EnergyPerMac, Is.EqualTo(foot.Energy!.PerMac + sum.Energy!.PerMac).Within(1e-9).Percent);
            Assert.That(total.DelayNs, Is.EqualTo(foot.Best.DelayNs));
            Assert.That(EdgeTotal.Of(Study("mixpe-w4a8", "rows=4,columns=8,group=32", options with { PeriodsNs = [1] }).Points[0]), Is.Null);
        }
    }

    // Half of the cycles are waits, in which operands go to zero and back.
    [Test]
    public void A_PE_that_waits_for_dequantization_takes_more()
    {
        EnergyFigure busy = Energy("mixpe-w4a8", "pe", "rows=8,group=16,lanes=4,dequant_units=2");
        EnergyFigure waiting = Energy("mixpe-w4a8", "pe", "rows=8,group=16,lanes=4");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(waiting.Clock / busy.Clock, Is.EqualTo(2).Within(1e-3));
            Assert.That(waiting.PerMac - waiting.Clock - waiting.Leakage, Is.GreaterThan(1.02 * (busy.PerMac - busy.Clock - busy.Leakage)));
        }
    }

    [Test]
    public void A_netlist_with_a_wrong_gate_has_no_energy()
    {
        SynthesisReport report = Study("mixpe-w4a8", "group_dequant", "rows=4,group=32");
        Candidate right = report.Points[0].Design.Best!;
        const string Xor = "\"type\": \"XOR2X1\"";
        int at = right.Netlist.Json.LastIndexOf(Xor, StringComparison.Ordinal);
        Assert.That(at, Is.GreaterThan(0));
        Candidate wrong = right with
        {
            Netlist = right.Netlist with { Json = right.Netlist.Json.Remove(at, Xor.Length).Insert(at, "\"type\": \"XNOR2X1\"") },
        };
        Assert.That(
            () => UnitEnergy.Of(report.Design, wrong, report.Library, 5, CancellationToken.None),
            Throws.TypeOf<SynthesisException>().With.Message.Contains("gate by gate"));
    }

    // Sixteen PEs of eight lanes to a dequantization unit, two units a column halve them; sixteen columns to an activation sum.
    [TestCase("group_dequant", "", 128)]
    [TestCase("group_dequant", "dequant_units=2,lanes=16", 128)]
    [TestCase("act_sum", "", 128)]
    [TestCase("act_sum", "columns=4", 32)]
    [TestCase("pe", "", 8)]
    [TestCase("act_sum", "dataflow=weight-stationary,columns=4", 32)]
    [TestCase("group_dequant", "dataflow=weight-stationary", 128)]
    public void An_edge_serves_the_products_of_its_PEs(string unit, string overrides, double products)
    {
        Design design = DesignLoader.Load("mixpe-w4a8", Split(overrides));
        Assert.That(
            new SynthesisSubject(design.Name, BundleGenerator.Create().Generate(design), unit).Served, Is.EqualTo(products));
    }

    // The stream's pace is that of the cycle model, whose cycles are the RTL's.
    [TestCaseSource(nameof(Paced))]
    public void Products_of_a_stream_are_those_that_the_design_sustains(string name, string overrides)
    {
        Design design = DesignLoader.Load(name, Split(overrides));
        RtlBundle bundle = BundleGenerator.Create().Generate(design);
        double share = SustainedRate.Of(design);
        foreach (string unit in EdgeUnits.Of(design).Append(SynthesisSubject.Pe))
        {
            SynthesisSubject subject = new(name, bundle, unit);
            OperandRun run = UnitOperands.For(subject)!;
            using (Assert.EnterMultipleScope())
            {
                Assert.That(run.MacsPerCycle / subject.Served, Is.EqualTo(share).Within(0.003 * share), unit);
                Assert.That(run.End - run.Start, Is.GreaterThanOrEqualTo(400), unit);
                Assert.That(run.End, Is.LessThanOrEqualTo(run.Stimulus.Cycles), unit);
            }
        }
    }

    private static IEnumerable<string[]> Paced =>
    [
        ["mixpe-w4a8", ""], ["mixpe-w4a8", "group=32"], ["mixpe-w4a8", "group=16,lanes=16,dequant_units=4"], ["mixpe-w4a8-ws", ""], ["dgq", ""],
        ["qserve-channel", ""], ["nvfp4", ""], ["nvfp4", "dequant_units=2"], ["olaccel", ""], ["gguf-q4-k", "dequant_units=1"], ["fp16-fma", ""],
        ["mixpe-w4a16", "pipeline=4,group=16,dequant_units=16"],
    ];

    private static EnergyFigure Energy(string design, string unit, string overrides) =>
        Study(design, unit, overrides).Points[0].Design.Energy!;

    private static SynthesisReport Study(string design, string unit, string overrides) => Study(
        design, overrides,
        new SynthesisOptions { Unit = unit, Book = One, Jobs = 1, HasBaselines = false, PeriodsNs = [double.PositiveInfinity] });

    private static SynthesisReport Study(string design, string overrides, SynthesisOptions options) =>
        new SynthesisStudy(BundleGenerator.Create().Generate, new BuildEnvironment()).Run(DesignLoader.Load(design, Split(overrides)), options);

    private static string[] Split(string overrides) => overrides.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
