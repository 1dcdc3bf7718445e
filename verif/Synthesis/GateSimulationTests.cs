using MixPe.Flow.Gates;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

[TestFixture]
internal sealed class GateSimulationTests
{
    private const string Mac = """
        module mac(input clk, input clear, input [3:0] w, input signed [7:0] x, output logic signed [19:0] acc);
          logic [3:0] wr;
          logic signed [7:0] xr;
          always_ff @(posedge clk) begin
            wr <= w;
            xr <= x;
            acc <= clear ? 20'sd0 : acc + xr * $signed({1'b0, wr});
          end
        endmodule
        """;

    [Test]
    public void A_mapped_mac_multiplies_and_adds()
    {
        using MappedModule module = MappedModule.Of(Mac, "mac");
        GateNetlist netlist = module.Netlist;
        GateTiming timing = new(netlist);
        GateSimulation timed = GateSimulation.WithDelays(timing);
        GateSimulation levelized = GateSimulation.WithoutDelays(timing);
        PlainEvaluation plain = new(netlist);
        Random random = new(11);
        bool[] before = new bool[netlist.NetCount];
        (int w, int x, long accumulator) = (0, 0, 0);
        (int nextW, int nextX, bool clear) = (0, 0, false);
        for (int cycle = 0; cycle < 400; cycle++)
        {
            accumulator = clear ? 0 : accumulator + w * x;
            (w, x) = (nextW, nextX);
            (nextW, nextX, clear) = (random.Next(16), random.Next(-128, 128), random.Next(50) == 0);
            bool[] after = new bool[netlist.NetCount];
            foreach ((string name, int value) in new[] { ("w", nextW), ("x", nextX), ("clear", clear ? 1 : 0) })
            {
                GatePort port = netlist.Port(name);
                timed.Set(port, (ulong)value);
                levelized.Set(port, (ulong)value);
                for (int bit = 0; bit < port.Nets.Count; bit++)
                {
                    after[port.Nets[bit]] = (value >> bit & 1) != 0;
                }
            }

            timed.Step();
            levelized.Step();
            plain.Step(net => before[net], net => after[net]);
            before = after;
            ulong expected = (ulong)accumulator & 0xfffff;
            Assert.That(timed.Get(netlist.Port("acc")), Is.EqualTo(expected), $"cycle {cycle}");
            Assert.That(levelized.Get(netlist.Port("acc")), Is.EqualTo(expected), $"cycle {cycle}");
            foreach ((int net, bool value) in plain.Values.Where(net => net.Key != netlist.Clock!.Net))
            {
                if (timed.Value(net) != value || levelized.Value(net) != value)
                {
                    Assert.Fail($"cycle {cycle}: {netlist.NetName(net)} should be {value}");
                }
            }
        }

        GateActivity activity = timed.Activity;
        GateActivity zero = levelized.Activity;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(activity.Cycles, Is.EqualTo(400));
            Assert.That(activity.Transitions, Is.GreaterThan(zero.Transitions));
            // No path is longer than the worst one of static timing: a picosecond is rounded at each of its cells.
            Assert.That(activity.LongestSettling, Is.GreaterThan(0.3 * timing.MinimumPeriod)
                .And.LessThan(timing.CriticalPath!.Arrival + 1e-3 * timing.CriticalPath.Steps.Count));
            // What settles the same has changed the same way, counting by twos.
            for (int net = 0; net < netlist.NetCount; net++)
            {
                Assert.That(activity.Rises(net) - activity.Falls(net), Is.EqualTo(zero.Rises(net) - zero.Falls(net)));
                Assert.That(activity.Rises(net), Is.GreaterThanOrEqualTo(zero.Rises(net)));
            }
        }
    }

    [Test]
    public void Full_adders_in_a_chain_add()
    {
        using MappedModule module = AdderChain.Map();
        GateNetlist netlist = module.Netlist;
        GateTiming timing = new(netlist);
        GateSimulation[] simulations = [GateSimulation.WithDelays(timing), GateSimulation.WithoutDelays(timing)];
        Random random = new(3);
        ulong sum = 0;
        for (int cycle = 0; cycle < 300; cycle++)
        {
            ulong a = (ulong)random.Next(1 << AdderChain.Bits);
            ulong b = (ulong)random.Next(1 << AdderChain.Bits);
            foreach (GateSimulation simulation in simulations)
            {
                simulation.Set(netlist.Port("a"), a);
                simulation.Set(netlist.Port("b"), b);
                simulation.Step();
                Assert.That(simulation.Get(netlist.Port("s")), Is.EqualTo(sum), $"cycle {cycle}");
            }

            sum = a + b;
        }

        GlitchReport glitches = new GatePower(timing).Compare(simulations[0].Activity, simulations[1].Activity, 1);
        Assert.That(glitches.Ratio, Is.GreaterThan(1.05));
    }

    [Test]
    public void A_pulse_that_is_long_enough_passes_a_cell()
    {
        // B follows A two inverters later: the output, 0 in the end, is 1 in between.
        GateNetlist netlist = GateText.Read("a", "y", "INV A=a Y=n", "INV A=n Y=m", "XR2 A=a B=m Y=y");
        GateSimulation simulation = GateSimulation.WithDelays(new GateTiming(netlist));
        int y = netlist.Port("y").Nets[0];
        simulation.Set(netlist.Port("a"), 1);
        simulation.Step();
        GateActivity activity = simulation.Activity;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(simulation.Value(y), Is.False);
            Assert.That(activity.Rises(y), Is.EqualTo(1));
            Assert.That(activity.Falls(y), Is.EqualTo(1));
            // a at 1 ps; n falls after 8 + 1; m rises after 14 without a slew of n, 0.06 * 14 more at its 6 ps, so 15;
            // y falls after 41.
            Assert.That(activity.LongestSettling, Is.EqualTo(0.001 + 0.009 + 0.015 + 0.041).Within(1e-9));
        }
    }

    [Test]
    public void A_pulse_that_is_too_short_does_not()
    {
        // B falls 9 ps after A has risen: the output would fall after 31.
        GateNetlist netlist = GateText.Read("a", "y", "INV A=a Y=n", "XR2 A=a B=n Y=y");
        GateSimulation simulation = GateSimulation.WithDelays(new GateTiming(netlist));
        simulation.Set(netlist.Port("a"), 1);
        simulation.Step();
        simulation.Set(netlist.Port("a"), 0);
        simulation.Step();
        int y = netlist.Port("y").Nets[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(simulation.Value(y), Is.True);
            Assert.That(simulation.Activity.Rises(y) + simulation.Activity.Falls(y), Is.Zero);
            Assert.That(simulation.Activity.Transitions, Is.EqualTo(4));
        }
    }

    [Test]
    public void Delays_depend_on_edge_and_condition()
    {
        // y follows A by 20 up and 21 down if B is 0, by 30 up and 31 down if it is 1.
        GateNetlist netlist = GateText.Read("a b", "y", "XR2 A=a B=b Y=y");
        GateSimulation simulation = GateSimulation.WithDelays(new GateTiming(netlist));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Settling("a", 1), Is.EqualTo(0.021).Within(1e-9));
            Assert.That(Settling("a", 0), Is.EqualTo(0.022).Within(1e-9));
            Assert.That(Settling("b", 1), Is.EqualTo(0.041).Within(1e-9));
            Assert.That(Settling("a", 1), Is.EqualTo(0.032).Within(1e-9));
            Assert.That(Settling("a", 0), Is.EqualTo(0.031).Within(1e-9));
        }

        double Settling(string port, ulong value)
        {
            simulation.ClearActivity();
            simulation.Set(netlist.Port(port), value);
            simulation.Step();
            return simulation.Activity.LongestSettling;
        }
    }

    [Test]
    public void Registers_start_at_0_and_take_what_was_there_before_the_edge()
    {
        GateNetlist netlist = GateText.Read("c a", "q r", "DFF C=c D=a Q=q", "DFF C=c D=q Q=r");
        foreach (GateSimulation simulation in new[]
        {
            GateSimulation.WithDelays(new GateTiming(netlist)), GateSimulation.WithoutDelays(new GateTiming(netlist)),
        })
        {
            List<string> seen = [];
            foreach (ulong a in new ulong[] { 1, 0, 1, 1, 0 })
            {
                simulation.Set(netlist.Port("a"), a);
                simulation.Step();
                seen.Add($"{simulation.Get(netlist.Port("q"))}{simulation.Get(netlist.Port("r"))}");
            }

            Assert.That(seen, Is.EqualTo(new[] { "00", "10", "01", "10", "11" }));
        }
    }

    [Test]
    public void The_clock_and_outputs_cannot_be_set()
    {
        GateNetlist netlist = GateText.Read("c a", "q", "DFF C=c D=a Q=q");
        GateSimulation simulation = GateSimulation.WithDelays(new GateTiming(netlist));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => simulation.Set(netlist.Port("c"), 1), Throws.ArgumentException);
            Assert.That(() => simulation.Set(netlist.Port("q"), 1), Throws.ArgumentException);
            Assert.That(() => netlist.Port("z"), Throws.InstanceOf<NetlistException>());
        }
    }
}
