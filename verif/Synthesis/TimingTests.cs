using MixPe.Flow.Gates;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

[TestFixture]
internal sealed class TimingTests
{
    [TestCase("mixpe-w4a8", 0, 0)]
    [TestCase("mixpe-w4a8", 0.2, 0.05)]
    public void Every_path_of_a_mapped_pe_is_as_long_as_OpenSTA_has_it(string design, double slew, double load)
    {
        RtlBundle bundle = BundleGenerator.Create().Generate(DesignLoader.Load(design, ["lanes=1"]));
        using MappedModule module = new(bundle.Files, bundle.Module("pe").Name);
        Compare(module, "clk_i", slew, load);
        Assert.That(module.Netlist.Registers, Has.Count.GreaterThan(50));
    }

    [Test]
    public void So_is_that_of_cells_with_two_outputs()
    {
        using MappedModule module = AdderChain.Map();
        Compare(module, "clk", slew: 0.1, load: 0.02);
        Assert.That(
            module.Netlist.Instances.Count(instance => instance.Cell.Name == "FAX1"), Is.EqualTo(AdderChain.Bits));
    }

    [Test]
    public void The_critical_path_adds_up()
    {
        using MappedModule module = MappedModule.Of(
            "module chain(input clk, input [7:0] a, output logic [7:0] q); "
            + "always_ff @(posedge clk) q <= q * a + 8'd3; endmodule",
            "chain");
        TimingPath path = new GateTiming(module.Netlist).CriticalPath!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(path.End, Does.EndWith("/D"));
            Assert.That(path.Setup, Is.GreaterThan(0));
            Assert.That(path.Steps[^1].Arrival, Is.EqualTo(path.Arrival));
            Assert.That(path.Steps.Select(step => step.Arrival), Is.Ordered);
            Assert.That(path.Steps, Has.Count.GreaterThan(5));
            Assert.That(path.Steps[0].Cell, Is.EqualTo("").Or.EqualTo("DFFPOSX1"));
        }
    }

    private static void Compare(MappedModule module, string clock, double slew, double load)
    {
        IReadOnlyDictionary<string, double> other = OpenSta.Ends(module, clock, slew, load);
        GateTiming timing = new(module.Netlist, new TimingConditions { InputSlew = slew, OutputLoad = load });
        double worst = 0;
        foreach (TimingPath path in timing.Paths)
        {
            Assert.That(other.TryGetValue(path.End, out double period), Is.True, path.End);
            worst = Math.Max(worst, Math.Abs(path.Period - period) / period);
        }

        TestContext.Out.WriteLine($"{other.Count} ends, the largest difference {worst:P3}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(other, Has.Count.EqualTo(timing.Paths.Count));
            Assert.That(worst, Is.LessThan(0.01));
            Assert.That(timing.MinimumPeriod, Is.EqualTo(other.Values.Max()).Within(0.1).Percent);
        }
    }
}
