namespace MixPe.Model.Cycles;

/// <summary>A weight-stationary block: a group's weights enter while the rows of the group before do, and as many cycles as
/// the array has rows are what either takes, or the rows a multiple of that. <see cref="GroupFeed"/> does the same cycle by cycle.</summary>
internal sealed class GroupTimes(TileTiming timing, int k) : IBlockTimes
{
    private readonly long _groups = (k + timing.Group - 1) / timing.Group;

    // When the first row of the block before's last group enters.
    private long _begun = 1;

    // When all of its rows have been fed.
    private long _fed = 1;

    public long OperandsFree => _fed;

    // The last row enters with its first slice.
    public long LastResult => _fed - timing.RowCycles + timing.LastResult + 2;

    public IEnumerable<long> State => [_begun, _fed];

    private long RowsTime => (long)timing.Rows * timing.RowCycles;

    public void Next(long xFull, long wFull, long yFree)
    {
        // The last word takes the place of the group before, whose rows have to be through.
        long loaded = Math.Max(Math.Max(_begun, wFull) + timing.Rows, _fed);
        long first = Math.Max(loaded, xFull);
        _begun = Math.Max(first + ((_groups - 1) * RowsTime), yFree);
        _fed = _begun + RowsTime;
    }

    public void Shift(long cycles) => (_begun, _fed) = (_begun + cycles, _fed + cycles);
}
