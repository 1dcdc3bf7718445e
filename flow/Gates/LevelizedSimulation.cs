namespace MixPe.Flow.Gates;

/// <summary>A simulation without delays: each cell that an input of changed is evaluated once, after those that drive
/// it. What changes an output is taken to be the changed input that static timing has come last.</summary>
internal sealed class LevelizedSimulation : GateSimulation
{
    private readonly int[] _order;
    private readonly int[] _changed;
    private readonly int[] _changedRegisters;
    private readonly int[][] _latestFirst;

    public LevelizedSimulation(GateTiming timing)
        : base(timing)
    {
        _order = [.. Netlist.Order];
        _changedRegisters = [.. Netlist.Registers];
        _changed = new int[Netlist.Instances.Count];
        _latestFirst = [.. Netlist.Instances.Select(instance => Enumerable.Range(0, instance.Inputs.Count)
            .OrderByDescending(pin => timing.Arrival(instance.Inputs[pin])).ToArray())];
    }

    /// <inheritdoc/>
    private protected override void ChangeOutputs(int register, int changed, int pin)
    {
        SimulationTables.Gate gate = Tables.Gates[register];
        int state = States[register];
        for (int output = 0; output < gate.OutputCount; output++)
        {
            int net = Tables.Outputs[gate.OutputBase + output];
            if ((changed >> output & 1) != 0 && net >= 0)
            {
                Counts.ArcCounts[SimulationTables.ArcSlot(gate, state, pin, output)]++;
                ChangeInput(net);
            }
        }
    }

    /// <inheritdoc/>
    private protected override void ChangeInput(int net)
    {
        Values[net] ^= 1;
        (Values[net] != 0 ? Counts.RiseCounts : Counts.FallCounts)[net]++;
        for (int i = Tables.FanoutStart[net]; i < Tables.FanoutStart[net + 1]; i++)
        {
            _changed[Tables.Fanout[i].Instance] ^= 1 << Tables.Fanout[i].Pin;
        }
    }

    /// <inheritdoc/>
    private protected override void Settle()
    {
        foreach (int i in _order)
        {
            if (_changed[i] != 0)
            {
                Evaluate(i);
            }
        }

        foreach (int register in _changedRegisters)
        {
            if (_changed[register] != 0)
            {
                TakePins(register);
            }
        }
    }

    // The first changed input that came last.
    private int TakePins(int number)
    {
        int changed = _changed[number];
        _changed[number] = 0;
        int state = States[number] ^= changed;
        int cause = -1;
        foreach (int pin in _latestFirst[number])
        {
            if ((changed >> pin & 1) != 0)
            {
                Counts.PinCounts[SimulationTables.PinSlot(Tables.Gates[number], state, pin)]++;
                cause = cause < 0 ? pin : cause;
            }
        }

        return cause;
    }

    private void Evaluate(int number)
    {
        SimulationTables.Gate gate = Tables.Gates[number];
        byte before = Tables.Truth[gate.TruthBase + States[number]];
        int cause = TakePins(number);
        byte after = Tables.Truth[gate.TruthBase + States[number]];
        if (before != after)
        {
            ChangeOutputs(number, before ^ after, cause);
        }
    }
}
