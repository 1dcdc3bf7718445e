namespace MixPe.Model.Cycles;

/// <summary>A weight-stationary block: a group takes as many cycles as the array has rows, or a multiple of that.
/// <see cref="GroupFeed"/> does the same cycle by cycle.</summary>
internal sealed class GroupTimes(TileTiming timing, int k) : IBlockTimes
{
    private readonly long _groups = (k + timing.Group - 1) / timing.Group;

    // When all rows of the block before have been fed.
    private long _fed = 1;

    public long OperandsFree => _fed;

    // The last row enters with its first slice.
    public long LastResult => _fed - timing.RowCyclesOf(_groups - 1) + timing.LastResultOf(k) + 2;

    public IEnumerable<long> State => [_fed];

    public BlockStalls Stalls { get; private set; }

    // Of the groups before the last one, and of that.
    private long FirstTime => timing.Rows * ((_groups - 1) + (Math.Min(_groups - 1, timing.WideGroups) * (timing.RowCycles - 1L)));

    private long LastTime => (long)timing.Rows * timing.RowCyclesOf(_groups - 1);

    public void Next(long xFull, long wFull, long yFree)
    {
        long first = Math.Max(_fed, Math.Max(xFull, wFull));
        long last = first + FirstTime;
        Stalls += BlockStalls.ForOperands(_fed, xFull, wFull) with { Y = Math.Max(0, yFree - last) };
        _fed = Math.Max(last, yFree) + LastTime;
    }

    public void Shift(long cycles, BlockStalls stalls)
    {
        _fed += cycles;
        Stalls += stalls;
    }
}
