namespace MixPe.Model.Cycles;

/// <summary>Feeds a weight-stationary array: a group's weights take as many cycles as the array has rows, then its rows of
/// activations do, or a multiple of it, while the next group's weights enter.</summary>
internal sealed class GroupFeed(TileTiming timing) : IArrayFeed
{
    private IEnumerator<BlockWalk.BlockStep>? _walk;
    private int _k;

    // The group whose weights enter: its block, the indices of K before it, and the words that are in.
    private BlockWalk.BlockStep? _block;
    private int _done;
    private int _words;

    // The group whose weights are in the array, and the cycles that its rows still take.
    private BlockWalk.BlockStep? _fed;
    private int _indices;
    private bool _isEnd;
    private bool _isLoaded;
    private int _cyclesLeft;

    // What is decided in a cycle.
    private bool _loads;
    private bool _begins;

    public bool IsDone => _block is null && !_isLoaded;

    public void Start(IEnumerable<BlockWalk.BlockStep> blocks, int k)
    {
        Stop();
        _walk = blocks.GetEnumerator();
        _block = Next();
        (_k, _done, _words) = (k, 0, 0);
    }

    public void Stop() => (_block, _isLoaded, _cyclesLeft) = (null, false, 0);

    public FeedStep Decide(OperandLoader x, OperandLoader w, ResultDrain y)
    {
        bool hasX = _isLoaded && x.IsFull(_fed!.Slot);
        bool hasY = !_isEnd || y.IsFree;
        _begins = hasX && hasY;
        bool isIdle = _block is not null && !_isLoaded && _cyclesLeft == 0;
        bool feeds = _begins || _cyclesLeft > 0;
        int left = _begins ? timing.Rows * timing.RowCycles : _cyclesLeft;
        int row = (left - 1) / timing.RowCycles;
        bool ends = feeds && left == 1 && _isEnd;

        // The last word waits for the rows of the group before, whose place it takes.
        _loads = _block is not null && w.IsFull(_block.Page) && (_words > 0 || !_isLoaded || _begins)
            && (_words < timing.Rows - 1 || left <= 1);
        return new FeedStep
        {
            StallsX = _isLoaded && !hasX,
            StallsW = isIdle && !_loads,
            StallsY = hasX && !hasY,
            StallsGroup = isIdle && _loads,
            CountsGroup = _begins,
            Macs = feeds && left % timing.RowCycles == 0 && row < _fed!.Block.Rows ? (long)_fed.Block.Columns * _indices : 0,
            Begins = _begins && _isEnd ? _fed!.Block : null,
            EndsIn = ends ? 2 - timing.RowCycles : null,
            FreesSlot = ends && _fed!.FreesSlot ? _fed.Slot : null,
            FreesPage = ends && _fed!.FreesPage ? _fed.Page : null,
        };
    }

    public void Play(FeedStep step)
    {
        _cyclesLeft = Math.Max(0, (_begins ? timing.Rows * timing.RowCycles : _cyclesLeft) - 1);
        _isLoaded &= !_begins;
        if (!_loads || ++_words < timing.Rows)
        {
            return;
        }

        (_fed, _isLoaded, _words) = (_block, true, 0);
        _indices = Math.Min(timing.Group, _k - _done);
        _done += timing.Group;
        _isEnd = _done >= _k;
        if (_isEnd)
        {
            (_block, _done) = (Next(), 0);
        }
    }

    private BlockWalk.BlockStep? Next() => _walk!.MoveNext() ? _walk.Current : null;
}
