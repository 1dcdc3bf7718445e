namespace MixPe.Flow.Gates;

/// <summary>What a run of a simulation did: how often each net changed, and which arc of which cell each change took.
/// </summary>
public sealed class GateActivity
{
    private readonly long[] _rises;
    private readonly long[] _falls;
    private readonly long[] _pins;
    private readonly long[] _arcs;

    internal GateActivity(SimulationTables tables)
    {
        _rises = new long[tables.Nets];
        _falls = new long[tables.Nets];
        _pins = new long[tables.PinSlots];
        _arcs = new long[tables.ArcSlots];
    }

    private GateActivity(GateActivity other)
    {
        _rises = [.. other._rises];
        _falls = [.. other._falls];
        _pins = [.. other._pins];
        _arcs = [.. other._arcs];
        Cycles = other.Cycles;
        LongestSettling = other.LongestSettling;
    }

    /// <summary>Cycles of the clock.</summary>
    public long Cycles { get; internal set; }

    /// <summary>The longest time from a clock edge to the last change of a net, in ns; 0 without delays.</summary>
    public double LongestSettling { get; internal set; }

    /// <summary>All changes of nets, the clock's not counted.</summary>
    public long Transitions => _rises.Sum() + _falls.Sum();

    /// <summary>How often a net rose. The clock is not counted: it rises and falls once a cycle.</summary>
    public long Rises(int net) => _rises[net];

    /// <summary>How often a net fell.</summary>
    public long Falls(int net) => _falls[net];

    /// <summary>Changes to 1 of each net.</summary>
    internal long[] RiseCounts => _rises;

    /// <summary>Changes to 0 of each net.</summary>
    internal long[] FallCounts => _falls;

    /// <summary>Changes of input pins, and clock edges of flip-flops; see
    /// <see cref="SimulationTables.PinSlot"/>.</summary>
    internal long[] PinCounts => _pins;

    /// <summary>Changes of outputs; see <see cref="SimulationTables.ArcSlot"/>.</summary>
    internal long[] ArcCounts => _arcs;

    internal GateActivity Copy() => new(this);

    internal void Clear()
    {
        Array.Clear(_rises);
        Array.Clear(_falls);
        Array.Clear(_pins);
        Array.Clear(_arcs);
        Cycles = 0;
        LongestSettling = 0;
    }
}
