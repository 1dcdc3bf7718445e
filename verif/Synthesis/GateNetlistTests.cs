using MixPe.Flow.Gates;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

[TestFixture]
internal sealed class GateNetlistTests
{
    [Test]
    public void Nets_have_drivers_and_sinks_and_cells_their_order()
    {
        GateNetlist netlist = GateText.Read(
            "c a", "q", "INV A=n Y=m", "DFF C=c D=m Q=q", "ND2 A=a B=q Y=n");
        int n = netlist.Instances[2].Outputs[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(netlist.Order, Is.EqualTo(new[] { 2, 0 }));
            Assert.That(netlist.Registers, Is.EqualTo(new[] { 1 }));
            Assert.That(netlist.Clock, Is.EqualTo(new NetlistClock(netlist.Port("c").Nets[0], IsRising: true)));
            Assert.That(netlist.NetName(n), Is.EqualTo("n"));
            Assert.That(netlist.DriverOf(n), Is.EqualTo(2));
            Assert.That(netlist.FanoutOf(n).ToArray(), Is.EqualTo(new[] { new GateSink(0, 0) }));
            Assert.That(netlist.Area, Is.EqualTo(11.5));
            Assert.That(netlist.Leakage, Is.EqualTo(110e-12).Within(1e-18));
        }
    }

    [TestCase("loop of logic", "a", "y", "ND2 A=a B=y Y=x", "INV A=x Y=y")]
    [TestCase("u0 is a BUFFER, which is no cell of the library small", "a", "y", "BUFFER A=a Y=y")]
    [TestCase("connects Z, which is no pin of INV", "a", "y", "INV Z=a Y=y")]
    [TestCase("y has two drivers", "a", "y", "INV A=a Y=y", "INV A=a Y=y")]
    [TestCase("nothing drives the net x", "a", "y", "INV A=x Y=y")]
    [TestCase("its clock is no input", "c", "q", "INV A=c Y=n", "DFF C=n D=c Q=q")]
    [TestCase("another clock", "c d", "q", "DFF C=c D=n Q=q", "DFF C=d D=q Q=n")]
    [TestCase("the clock goes into it, but not as its clock", "c", "q", "INV A=c Y=n", "DFF C=c D=n Q=q")]
    public void What_is_not_understood_is_told(string what, string inputs, string outputs, params string[] cells) =>
        Assert.That(
            () => GateText.Read(inputs, outputs, cells),
            Throws.InstanceOf<NetlistException>().With.Message.Contains(what));

    [Test]
    public void Load_slew_and_delay_are_those_of_the_tables()
    {
        // Two inverters: the first drives one that takes 3 fF to rise and 1 fF to fall, the second drives 10 fF.
        GateNetlist netlist = GateText.Read("a", "y", "INV A=a Y=n", "INV A=n Y=y");
        GateTiming timing = new(netlist, new TimingConditions { InputSlew = 0.02, OutputLoad = 0.010 });
        int n = netlist.Instances[0].Outputs[0];
        int y = netlist.Instances[1].Outputs[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(timing.Load(n, isRise: true), Is.EqualTo(0.003).Within(1e-12));
            Assert.That(timing.Load(n, isRise: false), Is.EqualTo(0.001).Within(1e-12));
            Assert.That(timing.Capacitance(n), Is.EqualTo(0.002).Within(1e-12));
            // Rise at 20 ps and 3 fF: 10 + 2 * 3 at a slew of 0, 20 + 4 * 3 at 100 ps.
            Assert.That(timing.Arrival(n, isRise: true), Is.EqualTo(0.016 + 0.2 * 0.016).Within(1e-9));
            Assert.That(timing.Slew(n, isRise: true), Is.EqualTo(0.011).Within(1e-9));
            // Fall at 20 ps and 1 fF, points at loads of 0 and 20 fF: 8 + 1 at a slew of 0, 18 + 2 at 100 ps.
            Assert.That(timing.Arrival(n, isRise: false), Is.EqualTo(0.009 + 0.2 * 0.011).Within(1e-9));
            // The second falls when the first rises, at 10 fF: 8 + 10 at a slew of 0, 18 + 20 at 100 ps.
            Assert.That(timing.Arrival(y, isRise: false), Is.EqualTo(0.0192 + 0.018 + 0.11 * 0.020).Within(1e-9));
        }
    }

    [TestCase(0.049, 0)]
    [TestCase(0.051, 1)]
    public void A_load_over_the_limit_is_told(double load, int nets)
    {
        GateNetlist netlist = GateText.Read("a", "y", "INV A=a Y=n", "INV A=n Y=y");
        Assert.That(
            new GateTiming(netlist, new TimingConditions { OutputLoad = load }).Overloaded,
            Is.EqualTo(Enumerable.Repeat(netlist.Port("y").Nets[0], nets)));
    }

    [Test]
    public void Setup_and_clock_belong_to_the_period()
    {
        GateNetlist netlist = GateText.Read("c", "q", "INV A=q Y=n", "DFF C=c D=n Q=q");
        GateTiming timing = new(netlist, new TimingConditions { ClockSlew = 0.025 });
        TimingPath path = timing.CriticalPath!;
        // Q falls at 60 ps with a slew of 12 ps; the load of D is 1 fF: 12 ps and 0.12 * 12 ps more to rise, slew 7 ps.
        double arrival = 0.060 + 0.012 + 0.12 * 0.012;
        // Of a rising D at 7 ps: 10 + 0.07 * 10 without a slew of the clock, 16 + 0.07 * 13 at 50 ps.
        double setup = (0.0107 + 0.01691) / 2;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(path.End, Is.EqualTo("u1/D"));
            Assert.That(path.Arrival, Is.EqualTo(arrival).Within(1e-9));
            Assert.That(path.Setup, Is.EqualTo(setup).Within(1e-9));
            Assert.That(timing.MinimumPeriod, Is.EqualTo(arrival + setup).Within(1e-9));
            Assert.That(path.Steps.Select(step => $"{step.Cell} {step.Instance} {step.Pin} {step.IsRise}"),
                Is.EqualTo(new[] { " c  True", "DFF u1 Q False", "INV u0 Y True" }));
        }
    }

    [Test]
    public void Constants_have_no_edges()
    {
        GateNetlist netlist = GateText.Read("a", "y z", "ND2 A=a B=0 Y=n", "ND2 A=n B=a Y=y", "INV A=n Y=z");
        GateTiming timing = new(netlist);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(timing.Arrival(netlist.Instances[0].Outputs[0]), Is.EqualTo(double.NegativeInfinity));
            Assert.That(timing.Arrival(netlist.Instances[2].Outputs[0]), Is.EqualTo(double.NegativeInfinity));
            Assert.That(timing.Arrival(netlist.Instances[1].Outputs[0]), Is.EqualTo(0.009).Within(1e-9));
        }
    }
}
