namespace MixPe.Model.Cycles;

/// <summary>An output-stationary block: a beat a cycle, the last beats of groups so far apart as the drain of a column
/// takes. <see cref="BeatFeed"/> does the same cycle by cycle.</summary>
internal sealed class BeatTimes : IBlockTimes
{
    private readonly int _spacing;
    private readonly int _lastResult;

    // Beats of a group, of the last one, and groups.
    private readonly long _beats;
    private readonly long _lastBeats;
    private readonly long _groups;

    // When the last beat of the block before was taken, and is read from the buffers.
    private long _taken = 1;
    private long _read;
    private bool _isFirst = true;

    public BeatTimes(TileTiming timing, int k)
    {
        _spacing = timing.GroupSpacing;
        _lastResult = timing.LastResult;
        _beats = timing.Group / timing.Lanes;
        _groups = (k + timing.Group - 1) / timing.Group;
        _lastBeats = ((k + timing.Lanes - 1) / timing.Lanes) - ((_groups - 1) * _beats);
    }

    public long OperandsFree => _read + 1;

    public long LastResult => _taken + _lastResult + 1;

    public IEnumerable<long> State => [_taken, _read];

    public BlockStalls Stalls { get; private set; }

    public void Next(long xFull, long wFull, long yFree)
    {
        // The first group's last beat also waits for the block before to drain, which had a last beat if there was one.
        long first = Math.Max(_taken, Math.Max(xFull, wFull));
        long groupEnd = _isFirst ? 0 : _taken + _spacing;
        long begin = first;
        long held = 0;
        if (_groups > 1)
        {
            held = Math.Max(0, groupEnd - (first + _beats)) + ((_groups - 2) * Math.Max(0, _spacing - _beats));
            begin = Math.Max(first + _beats, groupEnd) + ((_groups - 2) * Math.Max(_beats, _spacing));
            groupEnd = begin + _spacing;
        }

        // A beat is read in a cycle and taken in a later one.
        long last = begin + _lastBeats - 1;
        BlockStalls operands = BlockStalls.ForOperands(_taken, xFull, wFull);
        _read = Math.Max(last, yFree);
        _taken = Math.Max(_read + 1, groupEnd);
        Stalls += operands with { Y = _read - last, Group = held + _taken - (_read + 1) };
        _isFirst = false;
    }

    public void Shift(long cycles, BlockStalls stalls)
    {
        _taken += cycles;
        _read += cycles;
        Stalls += stalls;
    }
}
