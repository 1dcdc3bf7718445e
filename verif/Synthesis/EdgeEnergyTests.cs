using MixPe.Flow.Synthesis;
using MixPe.Flow.Synthesis.Energy;
using MixPe.Flow.Synthesis.Recipes;
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

    // Twice the beats of a group are twice the cycles for the same results: what is not clock or leakage stays the same.
    [Test]
    public void A_unit_that_waits_for_the_next_group_costs_its_clock()
    {
        EnergyFigure busy = Energy("mixpe-w4a8", "group_dequant", "rows=4,group=32,lanes=8");
        EnergyFigure waiting = Energy("mixpe-w4a8", "group_dequant", "rows=4,group=32,lanes=4");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(waiting.Clock / busy.Clock, Is.EqualTo(2).Within(0.1));
            Assert.That(waiting.Leakage / busy.Leakage, Is.EqualTo(2).Within(1e-9));
            Assert.That(Switching(waiting) / Switching(busy), Is.EqualTo(1).Within(0.05));
        }

        static double Switching(EnergyFigure energy) => energy.PerMac - energy.Clock - energy.Leakage;
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
    public void An_edge_serves_the_products_of_its_PEs(string unit, string overrides, double products)
    {
        Design design = DesignLoader.Load("mixpe-w4a8", Split(overrides));
        Assert.That(
            new SynthesisSubject(design.Name, BundleGenerator.Create().Generate(design), unit).Served, Is.EqualTo(products));
    }

    private static EnergyFigure Energy(string design, string unit, string overrides) =>
        Study(design, unit, overrides).Points[0].Design.Energy!;

    private static SynthesisReport Study(string design, string unit, string overrides) =>
        new SynthesisStudy(BundleGenerator.Create().Generate, new BuildEnvironment()).Run(
            DesignLoader.Load(design, Split(overrides)),
            new SynthesisOptions { Unit = unit, Book = One, Jobs = 1, HasBaselines = false, PeriodsNs = [double.PositiveInfinity] });

    private static string[] Split(string overrides) => overrides.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
