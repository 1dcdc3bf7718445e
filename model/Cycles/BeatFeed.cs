namespace MixPe.Model.Cycles;

/// <summary>Feeds an output-stationary array: a beat a cycle, the last one of a group when the group before has drained.
/// </summary>
internal sealed class BeatFeed(TileTiming timing) : IArrayFeed
{
    private IEnumerator<BlockWalk.BlockStep>? _walk;
    private BlockWalk.BlockStep? _block;
    private int _k;
    private int _done;
    private bool _isOffered;
    private bool _isLast;
    private bool _isEnd;
    private int _wait;

    // What is decided in a cycle.
    private bool _takes;
    private bool _issues;

    public bool IsDone => _block is null;

    private bool IsReady => !_isLast || _wait == 0;

    private bool IsFree => !_isOffered || IsReady;

    // Of the beat that is issued next.
    private bool IsEnd => _done + timing.Lanes >= _k;

    private bool IsGroupEnd => IsEnd || (_done + timing.Lanes) % timing.Group == 0;

    public void Start(TileTiming now, IEnumerable<BlockWalk.BlockStep> blocks, int k)
    {
        _walk = blocks.GetEnumerator();
        _block = Next();
        (_k, _done, _isOffered) = (k, 0, false);
    }

    public void Stop() => (_block, _isOffered, _wait) = (null, false, 0);

    public FeedStep Decide(OperandLoader x, OperandLoader w, ResultDrain y)
    {
        bool isFirst = _done == 0;
        bool waits = _block is not null && IsFree;
        bool hasX = _block is not null && (!isFirst || x.IsFull(_block.Slot));
        bool hasW = _block is not null && (!isFirst || w.IsFull(_block.Page));
        bool hasY = !IsEnd || y.IsFree;
        _takes = _isOffered && IsReady;
        _issues = waits && hasX && hasW && hasY;
        bool ends = _issues && IsEnd;
        return new FeedStep
        {
            StallsX = waits && !hasX,
            StallsW = waits && hasX && !hasW,
            StallsY = waits && hasX && hasW && !hasY,
            StallsGroup = _isOffered && !_takes,
            CountsGroup = _issues && IsGroupEnd,
            Macs = _issues ? (long)_block!.Block.Rows * _block.Block.Columns * Math.Min(timing.Lanes, _k - _done) : 0,
            Begins = ends ? _block!.Block : null,
            EndsIn = _takes && _isEnd ? 0 : null,
            FreesSlot = ends && _block!.FreesSlot ? _block.Slot : null,
            FreesPage = ends && _block!.FreesPage ? _block.Page : null,
        };
    }

    public void Play(FeedStep step)
    {
        _wait = _takes && _isLast ? timing.GroupSpacing - 1 : Math.Max(0, _wait - 1);
        if (_takes || !_isOffered)
        {
            _isOffered = _issues;
        }

        if (!_issues)
        {
            return;
        }

        (_isLast, _isEnd) = (IsGroupEnd, IsEnd);
        _done += timing.Lanes;
        if (_isEnd)
        {
            (_block, _done) = (Next(), 0);
        }
    }

    private BlockWalk.BlockStep? Next() => _walk!.MoveNext() ? _walk.Current : null;
}
