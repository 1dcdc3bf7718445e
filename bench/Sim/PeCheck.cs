using MixPe.Sim.Host;

namespace MixPe.Bench.Sim;

/// <summary>Counts the cycles in which a PE's outputs are not what <see cref="PeBeats"/> makes them: the beat before,
/// and the dot product of the last whole group.</summary>
/// <param name="layout">The PE's ports.</param>
/// <param name="beats">What it is fed.</param>
internal sealed class PeCheck(RecordLayout layout, PeBeats beats)
{
    private const uint DotMask = 0x7ffff;

    private readonly int _first = layout["first_o"].Offset;
    private readonly int _last = layout["last_o"].Offset;
    private readonly int _x = layout["x_o"].Offset;
    private readonly int _w = layout["w_o"].Offset;
    private readonly int _dot = layout["dot_o"].Offset;
    private uint _sum;
    private uint _groupDot;
    private int _place;

    /// <summary>Cycles with a wrong output.</summary>
    public ulong Mismatches { get; private set; }

    /// <summary>Looks at cycles; call for all in order.</summary>
    public void Add(ReadOnlySpan<uint> records, long firstCycle)
    {
        int words = layout.OutputWords;
        for (long cycle = firstCycle; !records.IsEmpty; cycle++, records = records[words..])
        {
            Add(cycle, records[_first], records[_last], records[_x], records[_w], records[_dot]);
        }
    }

    /// <summary>Looks at one cycle, the next one.</summary>
    public void Add(long cycle, uint first, uint last, uint x, uint w, uint dot)
    {
        long beat = cycle - PeBeats.Reset - 1;
        if (beat < 0)
        {
            return;
        }

        bool isFirst = _place == 0;
        bool isLast = _place == beats.Group - 1;
        _place = isLast ? 0 : _place + 1;
        if (isFirst)
        {
            _groupDot = _sum;
            _sum = 0;
        }

        var (goldenX, goldenW) = PeBeats.At(beat);
        bool same = x == goldenX && w == goldenW && first == (isFirst ? 1u : 0) && last == (isLast ? 1u : 0)
            && (beat < beats.Group || dot == (_groupDot & DotMask));
        Mismatches += same ? 0UL : 1;
        _sum += goldenW * (uint)(sbyte)goldenX;
    }
}
