using MixPe.Flow.Gates;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

[TestFixture]
internal sealed class GatePowerTests
{
    private const double Femtojoule = 1e-15;

    [Test]
    public void A_flip_flop_that_toggles_takes_what_the_tables_say()
    {
        PowerReport report = Toggle(GateText.Read("c", "q", "INV A=q Y=n", "DFF C=c D=n Q=q"));
        // Of two cycles: n rises once, at 12 ps of q and 1 fF: 1.24 fJ without a load, 0.1 more with it; and falls for
        // 0.5. q rises for 8 and falls for 9. D, at 3 fJ whichever way, changes twice.
        double inverter = 1.34 + 0.5;
        double register = 8 + 9 + 2 * 3;
        // ½CV² at 2 V: q has 2 fF, n 1 fF; each changes twice.
        double switchingOfN = 2 * 2;
        double switchingOfQ = 2 * 4;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Cycles, Is.EqualTo(2));
            Assert.That(report.Combinational.Internal, Is.EqualTo(inverter / 2 * Femtojoule).Within(1e-6).Percent);
            Assert.That(report.Registers.Internal, Is.EqualTo(register / 2 * Femtojoule).Within(1e-6).Percent);
            Assert.That(report.Combinational.Switching, Is.EqualTo(switchingOfN / 2 * Femtojoule).Within(1e-6).Percent);
            Assert.That(report.Registers.Switching, Is.EqualTo(switchingOfQ / 2 * Femtojoule).Within(1e-6).Percent);
            // At 50 ps 15 fJ up and 16 down inside, and CV² of 4 fF at 2 V for the net.
            Assert.That(report.Registers.Clock, Is.EqualTo((15 + 16 + 16) * Femtojoule).Within(1e-6).Percent);
            Assert.That(report.Combinational.Clock, Is.Zero);
            Assert.That(report.Inputs, Is.EqualTo(EnergySplit.Zero));
            // 30 and 50 pW for a microsecond.
            Assert.That(report.Combinational.Leakage, Is.EqualTo(0.03 * Femtojoule).Within(1e-6).Percent);
            Assert.That(report.Registers.Leakage, Is.EqualTo(0.05 * Femtojoule).Within(1e-6).Percent);
            Assert.That(report.Cells.Keys, Is.EquivalentTo(new[] { "INV", "DFF" }));
            Assert.That(report.Cells["DFF"], Is.EqualTo(report.Registers));
            Assert.That(report.Energy.Total, Is.EqualTo(
                ((inverter + register + switchingOfN + switchingOfQ) / 2 + 47 + 0.08) * Femtojoule)
                .Within(1e-6).Percent);
        }
    }

    [Test]
    public void The_energy_of_the_load_counts_once_though_it_is_in_the_tables()
    {
        // At 2 V a rise and a fall together take 4 fJ more for each fF.
        string text = SmallLibrary.Text
            .Replace("rise_power (energy) { values (\"1, 3\", \"2, 4\"); }",
                "rise_power (energy) { values (\"1, 3\", \"21, 23\"); }", StringComparison.Ordinal)
            .Replace("fall_power (scalar) { values (\"0.5\"); }",
                "fall_power (energy) { values (\"0.5, 0.5\", \"20.5, 20.5\"); }", StringComparison.Ordinal);
        GateNetlist netlist = GateNetlist.Parse(
            GateText.Json("c", "q", "INV A=q Y=n", "DFF C=c D=n Q=q"), SmallLibrary.Read(text));
        PowerReport report = Toggle(netlist);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                netlist.Library.LoadShareOfInternalPower(netlist.Library.Find("INV")!.Pin("Y")!),
                Is.EqualTo(1).Within(1e-9));
            Assert.That(netlist.Library.CellsWithLoadInInternalPower.Select(cell => cell.Name),
                Is.EqualTo(new[] { "INV" }));
            // 1.24 + 2 up and 0.5 + 2 down, less 2 each time, which is switching.
            Assert.That(report.Cells["INV"].Internal, Is.EqualTo((1.24 + 0.5) / 2 * Femtojoule).Within(1e-6).Percent);
            Assert.That(report.Cells["INV"].Switching, Is.EqualTo(2 * Femtojoule).Within(1e-6).Percent);
        }
    }

    [Test]
    public void The_cause_and_the_condition_choose_the_energy()
    {
        GateNetlist netlist = GateText.Read("a b", "y", "XR2 A=a B=b Y=y");
        GateTiming timing = new(netlist);
        GatePower power = new(timing);
        GateSimulation simulation = GateSimulation.WithDelays(timing);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Internal("a", 1), Is.EqualTo(5 * Femtojoule).Within(1e-6).Percent, "A while B is 0");
            Assert.That(Internal("b", 1), Is.EqualTo(7 * Femtojoule).Within(1e-6).Percent, "B");
            Assert.That(Internal("a", 0), Is.EqualTo(6 * Femtojoule).Within(1e-6).Percent, "A while B is 1");
        }

        double Internal(string port, ulong value)
        {
            simulation.ClearActivity();
            simulation.Set(netlist.Port(port), value);
            simulation.Step();
            PowerReport report = power.Of(simulation.Activity, period: 1);
            // 2 fF at 2 V of one input.
            Assert.That(report.Inputs.Switching, Is.EqualTo(4 * Femtojoule).Within(1e-6).Percent);
            return report.Energy.Internal;
        }
    }

    [Test]
    public void An_unbalanced_chain_glitches_and_a_single_cell_does_not()
    {
        string[] chain =
            [.. Enumerable.Range(0, 7).Select(i => $"XR2 A={(i == 0 ? "x7" : $"n{i - 1}")} B=x{i} Y=n{i}")];
        GlitchReport glitches = Compare(GateText.Read("x0 x1 x2 x3 x4 x5 x6 x7", "n6", chain));
        GlitchReport none = Compare(GateText.Read("x0 x1", "y", "XR2 A=x0 B=x1 Y=y"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(glitches.Glitches, Is.GreaterThan(0));
            Assert.That(glitches.Ratio, Is.GreaterThan(1.05));
            Assert.That(glitches.Glitches, Is.EqualTo(
                glitches.WithDelays.Energy.Total - glitches.WithoutDelays.Energy.Total).Within(1e-6).Percent);
            Assert.That(none.WithDelays.Energy.Switching, Is.EqualTo(none.WithoutDelays.Energy.Switching));
        }
    }

    [Test]
    public void A_run_of_nothing_or_of_something_else_has_no_energy()
    {
        GateTiming timing = new(GateText.Read("a", "y", "INV A=a Y=y"));
        GateTiming other = new(GateText.Read("a b", "y", "ND2 A=a B=b Y=y"));
        GateSimulation simulation = GateSimulation.WithDelays(other);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new GatePower(other).Of(simulation.Activity, 1), Throws.ArgumentException);
            simulation.Step();
            Assert.That(() => new GatePower(other).Of(simulation.Activity, 1), Throws.Nothing);
            Assert.That(() => new GatePower(timing).Of(simulation.Activity, 1), Throws.ArgumentException);
        }
    }

    private static PowerReport Toggle(GateNetlist netlist)
    {
        GateTiming timing = new(netlist, new TimingConditions { ClockSlew = 0.05 });
        GateSimulation simulation = GateSimulation.WithDelays(timing);
        simulation.Step();
        simulation.Step();
        return new GatePower(timing).Of(simulation.Activity, period: 1000);
    }

    private static GlitchReport Compare(GateNetlist netlist)
    {
        GateTiming timing = new(netlist);
        GateSimulation timed = GateSimulation.WithDelays(timing);
        GateSimulation levelized = GateSimulation.WithoutDelays(timing);
        Random random = new(5);
        for (int cycle = 0; cycle < 200; cycle++)
        {
            foreach (GatePort port in netlist.Ports.Where(port => port.IsInput))
            {
                ulong value = (ulong)random.Next(2);
                timed.Set(port, value);
                levelized.Set(port, value);
            }

            timed.Step();
            levelized.Step();
        }

        return new GatePower(timing).Compare(timed.Activity, levelized.Activity, period: 1);
    }
}
