namespace MixPe.Model.Cycles;

/// <summary>A weight-stationary block: a group's weights enter while the rows of the group before do, and as many cycles as
/// the array has rows are what either takes. <see cref="GroupFeed"/> does the same cycle by cycle.</summary>
internal sealed class GroupTimes(TileTiming timing, int k) : IBlockTimes
{
    private readonly long _groups = (k + timing.Group - 1) / timing.Group;

    // When the first row of the block before's last group enters.
    private long _begun = 1;

    public long OperandsFree => _begun + timing.Rows;

    public long LastResult => _begun + timing.Rows + timing.LastResult + 1;

    public IEnumerable<long> State => [_begun];

    public void Next(long xFull, long wFull, long yFree)
    {
        long first = Math.Max(Math.Max(_begun, wFull) + timing.Rows, xFull);
        _begun = Math.Max(first + ((_groups - 1) * timing.Rows), yFree);
    }

    public void Shift(long cycles) => _begun += cycles;
}
