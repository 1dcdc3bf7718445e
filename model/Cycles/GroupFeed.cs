namespace MixPe.Model.Cycles;

/// <summary>Feeds a weight-stationary array: a group takes as many cycles as the array has rows, or a multiple of it, and its
/// weights come with its rows of activations.</summary>
internal sealed class GroupFeed(TileTiming timing) : IArrayFeed
{
    private TileTiming _now = timing;
    private IEnumerator<BlockWalk.BlockStep>? _walk;
    private int _k;

    // The group that is fed, or next: its block, the indices of K before it, and the cycles that its rows still take.
    private BlockWalk.BlockStep? _block;
    private int _done;
    private int _cyclesLeft;

    private bool _begins;

    public bool IsDone => _block is null;

    private int RowCycles => _now.RowCyclesOf(_done / _now.Group);

    private bool IsLast => _done + _now.Group >= _k;

    public void Start(TileTiming now, IEnumerable<BlockWalk.BlockStep> blocks, int k)
    {
        _now = now;
        Stop();
        _walk = blocks.GetEnumerator();
        _block = Next();
        (_k, _done) = (k, 0);
    }

    public void Stop() => (_block, _cyclesLeft) = (null, 0);

    public FeedStep Decide(OperandLoader x, OperandLoader w, ResultDrain y)
    {
        bool waits = _block is not null && _cyclesLeft == 0;
        bool hasX = waits && x.IsFull(_block!.Slot);
        bool hasW = hasX && w.IsFull(_block!.Page);
        _begins = hasW && (!IsLast || y.IsFree);
        int left = _begins ? _now.Rows * RowCycles : _cyclesLeft;
        int row = (left - 1) / RowCycles;
        bool ends = left == 1 && IsLast;
        bool counts = left > 0 && left % RowCycles == 0 && row < _block!.Block.Rows;
        return new FeedStep
        {
            StallsX = waits && !hasX,
            StallsW = hasX && !hasW,
            StallsY = hasW && !_begins,
            CountsGroup = _begins,
            Macs = counts ? (long)_block!.Block.Columns * Math.Min(_now.Group, _k - _done) : 0,
            Begins = _begins && IsLast ? _block!.Block : null,
            EndsIn = ends ? 2 - RowCycles : null,
            FreesSlot = ends && _block!.FreesSlot ? _block.Slot : null,
            FreesPage = ends && _block!.FreesPage ? _block.Page : null,
        };
    }

    public void Play(FeedStep step)
    {
        if (_begins)
        {
            _cyclesLeft = _now.Rows * RowCycles;
        }

        if (_cyclesLeft == 0 || --_cyclesLeft > 0)
        {
            return;
        }

        if (IsLast)
        {
            (_block, _done) = (Next(), 0);
        }
        else
        {
            _done += _now.Group;
        }
    }

    private BlockWalk.BlockStep? Next() => _walk!.MoveNext() ? _walk.Current : null;
}
