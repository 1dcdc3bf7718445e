namespace MixPe.Model.Cycles;

/// <summary>Feeds a weight-stationary array: a group's weights take as many cycles as the array has rows, then its rows of
/// activations do, while the next group's weights enter.</summary>
internal sealed class GroupFeed(TileTiming timing) : IArrayFeed
{
    private IEnumerator<BlockWalk.BlockStep>? _walk;
    private int _k;

    // The group whose weights enter: its block, the indices of K before it, and the words that are in.
    private BlockWalk.BlockStep? _block;
    private int _done;
    private int _words;

    // The group whose weights are in the array, and its rows that were not fed yet.
    private BlockWalk.BlockStep? _fed;
    private int _indices;
    private bool _isEnd;
    private bool _isLoaded;
    private int _rowsLeft;

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

    public void Stop() => (_block, _isLoaded, _rowsLeft) = (null, false, 0);

    public FeedStep Decide(OperandLoader x, OperandLoader w, ResultDrain y)
    {
        bool hasX = _isLoaded && x.IsFull(_fed!.Slot);
        bool hasY = !_isEnd || y.IsFree;
        _begins = hasX && hasY;
        _loads = _block is not null && w.IsFull(_block.Page) && (_words > 0 || !_isLoaded || _begins);
        bool isIdle = _block is not null && !_isLoaded && _rowsLeft == 0;
        bool feeds = _begins || _rowsLeft > 0;
        int row = (_begins ? timing.Rows : _rowsLeft) - 1;
        bool ends = feeds && row == 0 && _isEnd;
        return new FeedStep
        {
            StallsX = _isLoaded && !hasX,
            StallsW = isIdle && !_loads,
            StallsY = hasX && !hasY,
            StallsGroup = isIdle && _loads,
            CountsGroup = _begins,
            Macs = feeds && row < _fed!.Block.Rows ? (long)_fed.Block.Columns * _indices : 0,
            Begins = _begins && _isEnd ? _fed!.Block : null,
            EndsIn = ends ? 1 : null,
            FreesSlot = ends && _fed!.FreesSlot ? _fed.Slot : null,
            FreesPage = ends && _fed!.FreesPage ? _fed.Page : null,
        };
    }

    public void Play(FeedStep step)
    {
        _rowsLeft = Math.Max(0, (_begins ? timing.Rows : _rowsLeft) - 1);
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
