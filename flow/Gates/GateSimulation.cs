namespace MixPe.Flow.Gates;

/// <summary>A two-valued simulation of a netlist, cycle by cycle, that counts what changes. At first all inputs and
/// registers are 0. In a cycle the registers take their data at the edge of the clock, the inputs change, and
/// everything settles, however long it takes; what is read then is what a register outside would take at the next edge.
/// A clear or preset of a register acts at the edge of the clock, not in between.</summary>
public abstract class GateSimulation
{
    private readonly int[] _registerOrder;
    private readonly bool[] _inputValues;
    private readonly bool[] _next;
    private readonly GateActivity _activity;

    private protected GateSimulation(GateTiming timing)
    {
        ArgumentNullException.ThrowIfNull(timing);
        Timing = timing;
        Netlist = timing.Netlist;
        Tables = new SimulationTables(timing);
        _activity = new GateActivity(Tables);
        Values = new byte[Netlist.NetCount];
        States = new int[Netlist.Instances.Count];
        _registerOrder = [.. Netlist.Registers];
        _next = new bool[_registerOrder.Length];
        _inputValues = new bool[Netlist.NetCount];
        InputNets = [.. Netlist.Ports.Where(port => port.IsInput).SelectMany(port => port.Nets)
            .Where(net => net != Netlist.Clock?.Net)];
        SettleFirst();
    }

    /// <summary>The netlist.</summary>
    public GateNetlist Netlist { get; }

    /// <summary>Its times.</summary>
    public GateTiming Timing { get; }

    /// <summary>What has happened since the start, or since <see cref="ClearActivity"/>: a copy.</summary>
    public GateActivity Activity => _activity.Copy();

    private protected SimulationTables Tables { get; }

    private protected GateActivity Counts => _activity;

    private protected byte[] Values { get; }

    private protected int[] States { get; }

    private protected int[] InputNets { get; }

    /// <summary>A simulation with the delays of the cells, those of the tables at the worst slew of each net, and
    /// inertial: a pulse that is shorter than the delay of a cell does not pass it.</summary>
    public static GateSimulation WithDelays(GateTiming timing) => new TimedSimulation(timing);

    /// <summary>A simulation without delays: a net changes once a cycle at most.</summary>
    public static GateSimulation WithoutDelays(GateTiming timing) => new LevelizedSimulation(timing);

    /// <summary>Sets an input for the next cycles.</summary>
    /// <param name="port">The input, of 64 bits at most.</param>
    /// <param name="value">Its bits, the lowest first.</param>
    public void Set(GatePort port, ulong value) => Set(port, [value]);

    /// <summary>Sets an input for the next cycles.</summary>
    /// <param name="port">The input; not the clock.</param>
    /// <param name="words">Its bits, 64 a word, the lowest first.</param>
    public void Set(GatePort port, ReadOnlySpan<ulong> words)
    {
        ArgumentNullException.ThrowIfNull(port);
        if (!port.IsInput || port.Nets.Count > 64 * words.Length || port.Nets.Contains(Netlist.Clock?.Net ?? -1))
        {
            throw new ArgumentException(
                $"{port.Name} is no input of {64 * words.Length} bits at most that can be set", nameof(port));
        }

        for (int bit = 0; bit < port.Nets.Count; bit++)
        {
            _inputValues[port.Nets[bit]] = (words[bit >> 6] >> (bit & 63) & 1) != 0;
        }
    }

    /// <summary>The settled value of a port of 64 bits at most.</summary>
    public ulong Get(GatePort port)
    {
        Span<ulong> word = [0];
        Get(port, word);
        return word[0];
    }

    /// <summary>The settled value of a port.</summary>
    /// <param name="port">The port.</param>
    /// <param name="words">Its bits, 64 a word, the lowest first.</param>
    public void Get(GatePort port, Span<ulong> words)
    {
        ArgumentNullException.ThrowIfNull(port);
        if (port.Nets.Count > 64 * words.Length)
        {
            throw new ArgumentException($"{port.Name} has more than {64 * words.Length} bits", nameof(port));
        }

        words.Clear();
        for (int bit = 0; bit < port.Nets.Count; bit++)
        {
            words[bit >> 6] |= (ulong)Values[port.Nets[bit]] << (bit & 63);
        }
    }

    /// <summary>The settled value of a net.</summary>
    public bool Value(int net) => Values[net] != 0;

    /// <summary>Runs a cycle.</summary>
    public void Step()
    {
        SimulationTables tables = Tables;
        // All take their data before any output changes.
        for (int i = 0; i < _registerOrder.Length; i++)
        {
            int register = _registerOrder[i];
            CellModel model = Timing.Models[register];
            _next[i] = model.Next[States[register]];
            _activity.PinCounts[
                SimulationTables.PinSlot(tables.Gates[register], States[register], model.ClockPin)]++;
        }

        for (int i = 0; i < _registerOrder.Length; i++)
        {
            int register = _registerOrder[i];
            CellModel model = Timing.Models[register];
            int stored = 1 << model.Bits - 1;
            if (_next[i] != ((States[register] & stored) != 0))
            {
                byte before = model.Outputs[States[register]];
                States[register] ^= stored;
                int changed = before ^ model.Outputs[States[register]];
                ChangeOutputs(register, changed, model.ClockPin);
            }
        }

        foreach (int net in InputNets)
        {
            if (_inputValues[net] != (Values[net] != 0))
            {
                ChangeInput(net);
            }
        }

        Settle();
        _activity.Cycles++;
    }

    /// <summary>Forgets what has happened; values stay as they are.</summary>
    public void ClearActivity() => _activity.Clear();

    /// <summary>Outputs of a register change.</summary>
    /// <param name="register">The register, in its new state.</param>
    /// <param name="changed">Which outputs.</param>
    /// <param name="pin">Its clock.</param>
    private protected abstract void ChangeOutputs(int register, int changed, int pin);

    /// <summary>An input changes.</summary>
    private protected abstract void ChangeInput(int net);

    /// <summary>Lets everything happen that follows.</summary>
    private protected abstract void Settle();

    private void SettleFirst()
    {
        Values[GateNetlist.One] = 1;
        foreach (int register in Netlist.Registers)
        {
            // The clock is at the level to which its edge has brought it.
            States[register] = Netlist.Clock!.IsRising ? 1 << Timing.Models[register].ClockPin : 0;
            Drive(register);
        }

        foreach (int i in Netlist.Order)
        {
            GateInstance instance = Netlist.Instances[i];
            for (int pin = 0; pin < instance.Inputs.Count; pin++)
            {
                States[i] |= Values[instance.Inputs[pin]] << pin;
            }

            Drive(i);
        }

        foreach (int register in Netlist.Registers)
        {
            GateInstance instance = Netlist.Instances[register];
            for (int pin = 0; pin < instance.Inputs.Count; pin++)
            {
                if (pin != Timing.Models[register].ClockPin)
                {
                    States[register] |= Values[instance.Inputs[pin]] << pin;
                }
            }
        }
    }

    private void Drive(int number)
    {
        GateInstance instance = Netlist.Instances[number];
        int outputs = Timing.Models[number].Outputs[States[number]];
        for (int output = 0; output < instance.Outputs.Count; output++)
        {
            if (instance.Outputs[output] >= 0)
            {
                Values[instance.Outputs[output]] = (byte)(outputs >> output & 1);
            }
        }
    }
}
