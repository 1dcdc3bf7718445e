using System.Numerics;

namespace MixPe.Flow.Gates;

/// <summary>An event-driven simulation with delays. Events lie in a wheel of time slots that is longer than the longest
/// delay; each net has at most one event to come, so that the wheel's lists are made of the nets themselves and nothing
/// is allocated.</summary>
internal sealed class TimedSimulation : GateSimulation
{
    /// <summary>The unit of time in ns: a picosecond.</summary>
    private const double Unit = 1e-3;

    private readonly int[] _delays;
    private readonly int _inputDelay;

    // By slot: the first net, −1 if there is none, and a bit for every slot that has one.
    private readonly int[] _first;
    private readonly ulong[] _occupied;

    // By net: its neighbours in a slot's list, the slot (−1 if no event is to come), and what it will count as.
    private readonly int[] _after;
    private readonly int[] _before;
    private readonly int[] _slot;
    private readonly int[] _arc;

    private int _time;
    private int _pending;

    public TimedSimulation(GateTiming timing)
        : base(timing)
    {
        _delays = Tables.Delays(timing, Unit);
        _inputDelay = Math.Max(1, (int)Math.Round(timing.Conditions.InputArrival / Unit));
        int longest = Math.Max(_inputDelay, _delays.Length > 0 ? _delays.Max() : 0);
        int slots = Math.Max(64, (int)BitOperations.RoundUpToPowerOf2((uint)longest + 1));
        _first = new int[slots];
        Array.Fill(_first, -1);
        _occupied = new ulong[slots / 64];
        _after = new int[Netlist.NetCount];
        _before = new int[Netlist.NetCount];
        _slot = new int[Netlist.NetCount];
        Array.Fill(_slot, -1);
        _arc = new int[Netlist.NetCount];
    }

    /// <inheritdoc/>
    private protected override void ChangeOutputs(int register, int changed, int pin)
    {
        SimulationTables.Gate gate = Tables.Gates[register];
        for (int output = 0; output < gate.OutputCount; output++)
        {
            int net = Tables.Outputs[gate.OutputBase + output];
            if ((changed >> output & 1) != 0 && net >= 0)
            {
                int arc = SimulationTables.ArcSlot(gate, States[register], pin, output);
                Insert(net, _delays[arc], arc);
            }
        }
    }

    /// <inheritdoc/>
    private protected override void ChangeInput(int net) => Insert(net, _inputDelay, -1);

    /// <inheritdoc/>
    private protected override void Settle()
    {
        int now = 0;
        int mask = _first.Length - 1;
        while (_pending > 0)
        {
            int slot = NextSlot(_time);
            now += (slot - _time) & mask;
            _time = slot;
            for (int net = _first[slot]; net >= 0; net = _first[slot])
            {
                Remove(net);
                Change(net);
            }
        }

        Counts.LongestSettling = Math.Max(Counts.LongestSettling, now * Unit);
    }

    private void Change(int net)
    {
        byte value = Values[net] ^= 1;
        (value != 0 ? Counts.RiseCounts : Counts.FallCounts)[net]++;
        if (_arc[net] >= 0)
        {
            Counts.ArcCounts[_arc[net]]++;
        }

        SimulationTables tables = Tables;
        int end = tables.FanoutStart[net + 1];
        for (int i = tables.FanoutStart[net]; i < end; i++)
        {
            GateSink sink = tables.Fanout[i];
            int state = States[sink.Instance] ^= 1 << sink.Pin;
            ref readonly SimulationTables.Gate gate = ref tables.Gates[sink.Instance];
            int slot = state * gate.Inputs + sink.Pin;
            Counts.PinCounts[gate.PinBase + slot]++;
            if (gate.IsRegister)
            {
                continue;
            }

            int outputs = tables.Truth[gate.TruthBase + state];
            int arc = gate.ArcBase + slot * gate.OutputCount;
            for (int output = 0; output < gate.OutputCount; output++, arc++, outputs >>= 1)
            {
                int driven = tables.Outputs[gate.OutputBase + output];
                if (driven >= 0)
                {
                    Schedule(driven, outputs & 1, arc);
                }
            }
        }
    }

    // Inertial: what no longer holds before it comes does not come. Of two causes of the same change the earlier
    // counts.
    private void Schedule(int net, int value, int arc)
    {
        bool isToChange = _slot[net] >= 0;
        if (value == Values[net])
        {
            if (isToChange)
            {
                Remove(net);
            }

            return;
        }

        if (isToChange)
        {
            int left = (_slot[net] - _time) & (_first.Length - 1);
            if (left <= _delays[arc])
            {
                return;
            }

            Remove(net);
        }

        Insert(net, _delays[arc], arc);
    }

    private void Insert(int net, int delay, int arc)
    {
        int slot = (_time + delay) & (_first.Length - 1);
        int next = _first[slot];
        if (next >= 0)
        {
            _before[next] = net;
        }
        else
        {
            _occupied[slot >> 6] |= 1UL << (slot & 63);
        }

        _after[net] = next;
        _before[net] = -1;
        _first[slot] = net;
        _slot[net] = slot;
        _arc[net] = arc;
        _pending++;
    }

    private void Remove(int net)
    {
        int slot = _slot[net];
        int before = _before[net];
        int after = _after[net];
        if (after >= 0)
        {
            _before[after] = before;
        }

        if (before >= 0)
        {
            _after[before] = after;
        }
        else
        {
            _first[slot] = after;
            if (after < 0)
            {
                _occupied[slot >> 6] &= ~(1UL << (slot & 63));
            }
        }

        _slot[net] = -1;
        _pending--;
    }

    // The next slot with an event, round the wheel; there is one.
    private int NextSlot(int from)
    {
        int word = from >> 6;
        ulong bits = _occupied[word] & (ulong.MaxValue << (from & 63));
        while (bits == 0)
        {
            word = (word + 1) & (_occupied.Length - 1);
            bits = _occupied[word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(bits);
    }
}
