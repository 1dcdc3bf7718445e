using MixPe.Flow.Cells;

namespace MixPe.Flow.Gates;

/// <summary>Energy of a run, from the tables of the library, as the Liberty User Guide, volume 1, has it for dynamic
/// and leakage power:
/// <list type="bullet">
/// <item>switching: ½·C·V² for each change of a net; C is the sum of the capacitance attributes of the pins on it and
/// the load of an output, V nom_voltage;</item>
/// <item>internal, of an output: rise_power or fall_power of the internal_power group whose related_pin is the input
/// that caused the change and whose when holds, at that input's slew and the output's load;</item>
/// <item>internal, of an input: rise_power or fall_power of the input's own internal_power groups, at its slew, whether
/// or not an output changes. That of a flip-flop's data is the mean of the two levels of the clock, since both may hold
/// when it changes;</item>
/// <item>clock: the same of the clock pins, one rise and one fall a cycle at the state before the edge, and C·V² a
/// cycle for the clock's net;</item>
/// <item>leakage: cell_leakage_power, or the mean over the states, times the period.</item>
/// </list>
/// Slews and loads are those of static timing. If the internal_power tables of an output have the energy of the load in
/// them, against the guide (<see cref="CellLibrary.CellsWithLoadInInternalPower"/>), the ½·C·V² of its net is taken out
/// of its internal energy, so that it counts once.</summary>
public sealed class GatePower
{
    private readonly GateTiming _timing;
    private readonly GateNetlist _netlist;
    private readonly SimulationTables _tables;
    private readonly double[] _pinEnergies;
    private readonly double[] _arcEnergies;
    private readonly double[] _netEnergies;

    /// <summary>Looks the energy of every change up.</summary>
    /// <param name="timing">Times of the netlist.</param>
    public GatePower(GateTiming timing)
    {
        ArgumentNullException.ThrowIfNull(timing);
        _timing = timing;
        _netlist = timing.Netlist;
        _tables = new SimulationTables(timing);
        double voltage = _netlist.Library.Voltage;
        _netEnergies = [.. Enumerable.Range(0, _netlist.NetCount).Select(net =>
            0.5e-12 * timing.Capacitance(net) * voltage * voltage)];
        _pinEnergies = new double[_tables.PinSlots];
        _arcEnergies = new double[_tables.ArcSlots];
        HashSet<string> withLoad = [.. _netlist.Library.CellsWithLoadInInternalPower.Select(cell => cell.Name)];
        for (int i = 0; i < _netlist.Instances.Count; i++)
        {
            LookUp(i, withLoad.Contains(_netlist.Instances[i].Cell.Name));
        }
    }

    /// <summary>The energy of a run, per cycle.</summary>
    /// <param name="activity">What happened, of a simulation of the same netlist.</param>
    /// <param name="period">Period of the clock in ns, for leakage.</param>
    public PowerReport Of(GateActivity activity, double period)
    {
        ArgumentNullException.ThrowIfNull(activity);
        if (activity.PinCounts.Length != _pinEnergies.Length || activity.ArcCounts.Length != _arcEnergies.Length)
        {
            throw new ArgumentException("the activity is that of another netlist", nameof(activity));
        }

        if (activity.Cycles == 0)
        {
            throw new ArgumentException("no cycle has been run", nameof(activity));
        }

        double share = 1.0 / activity.Cycles;
        Dictionary<string, EnergySplit> cells = new(StringComparer.Ordinal);
        EnergySplit registers = EnergySplit.Zero;
        EnergySplit logic = EnergySplit.Zero;
        for (int i = 0; i < _netlist.Instances.Count; i++)
        {
            GateInstance instance = _netlist.Instances[i];
            EnergySplit energy = Of(i, activity).Times(share) with
            {
                Leakage = instance.Cell.Leakage * period * 1e-9,
            };
            cells[instance.Cell.Name] = energy.Plus(cells.GetValueOrDefault(instance.Cell.Name, EnergySplit.Zero));
            if (instance.IsRegister)
            {
                registers = registers.Plus(energy);
            }
            else
            {
                logic = logic.Plus(energy);
            }
        }

        double inputs = _netlist.Ports.Where(port => port.IsInput).SelectMany(port => port.Nets)
            .Sum(net => Switching(net, activity));
        return new PowerReport(
            activity.Cycles, EnergySplit.Zero with { Switching = inputs * share }, registers, logic, cells);
    }

    /// <summary>The energy of the same run with and without delays, per cycle.</summary>
    /// <param name="withDelays">What happened in <see cref="GateSimulation.WithDelays"/>.</param>
    /// <param name="withoutDelays">What happened in <see cref="GateSimulation.WithoutDelays"/>.</param>
    /// <param name="period">Period of the clock in ns, for leakage.</param>
    public GlitchReport Compare(GateActivity withDelays, GateActivity withoutDelays, double period) =>
        new(Of(withDelays, period), Of(withoutDelays, period));

    private double Switching(int net, GateActivity activity) =>
        _netEnergies[net] * (activity.RiseCounts[net] + activity.FallCounts[net]);

    private EnergySplit Of(int number, GateActivity activity)
    {
        GateInstance instance = _netlist.Instances[number];
        SimulationTables.Gate gate = _tables.Gates[number];
        CellModel model = _timing.Models[number];
        int states = model.Outputs.Length;
        double clock = 0;
        double inside = 0;
        for (int slot = 0; slot < states * gate.Inputs; slot++)
        {
            double energy = activity.PinCounts[gate.PinBase + slot] * _pinEnergies[gate.PinBase + slot];
            if (slot % gate.Inputs == model.ClockPin)
            {
                clock += energy;
            }
            else
            {
                inside += energy;
            }
        }

        for (int slot = 0; slot < states * gate.Inputs * gate.OutputCount; slot++)
        {
            inside += activity.ArcCounts[gate.ArcBase + slot] * _arcEnergies[gate.ArcBase + slot];
        }

        if (model.ClockPin >= 0)
        {
            double capacitance = instance.Cell.Inputs[model.ClockPin].Capacitance * 1e-12;
            clock += capacitance * _netlist.Library.Voltage * _netlist.Library.Voltage * activity.Cycles;
        }

        double switching = instance.Outputs.Where(net => net >= 0).Sum(net => Switching(net, activity));
        return new EnergySplit(switching, inside, clock, 0);
    }

    private void LookUp(int number, bool hasLoad)
    {
        GateInstance instance = _netlist.Instances[number];
        SimulationTables.Gate gate = _tables.Gates[number];
        CellModel model = _timing.Models[number];
        for (int state = 0; state < model.Outputs.Length; state++)
        {
            for (int pin = 0; pin < gate.Inputs; pin++)
            {
                _pinEnergies[SimulationTables.PinSlot(gate, state, pin)] = PinEnergy(number, model, state, pin);
                for (int output = 0; output < gate.OutputCount; output++)
                {
                    int net = instance.Outputs[output];
                    if (net >= 0)
                    {
                        _arcEnergies[SimulationTables.ArcSlot(gate, state, pin, output)] =
                            ArcEnergy(number, model, state, pin, output, net) - (hasLoad ? _netEnergies[net] : 0);
                    }
                }
            }
        }
    }

    private double PinEnergy(int number, CellModel model, int state, int pin)
    {
        if (pin == model.ClockPin)
        {
            PowerArc? clock = model.InputEnergy(state, pin);
            double slew = _timing.Conditions.ClockSlew;
            return clock is null ? 0 : clock.Energy(true, slew, 0) + clock.Energy(false, slew, 0);
        }

        bool isRise = (state >> pin & 1) != 0;
        double Energy(int of) =>
            model.InputEnergy(of, pin)?.Energy(isRise, _timing.PinSlew(number, pin, isRise), 0) ?? 0;
        return model.ClockPin < 0
            ? Energy(state)
            : 0.5 * (Energy(state | 1 << model.ClockPin) + Energy(state & ~(1 << model.ClockPin)));
    }

    private double ArcEnergy(int number, CellModel model, int state, int pin, int output, int net)
    {
        bool isRise = (model.Outputs[state] >> output & 1) != 0;
        bool inputRises = pin == model.ClockPin ? _netlist.Clock!.IsRising : (state >> pin & 1) != 0;
        return model.OutputEnergy(state, pin, output)
            ?.Energy(isRise, _timing.PinSlew(number, pin, inputRises), _timing.Load(net, isRise)) ?? 0;
    }
}
