namespace MixPe.Model.Cycles;

/// <summary>In which cycle a tile takes, computes and gives what: exact under any stalls of its streams. Written from
/// docs/tile.md; what the numbers are is none of its business.</summary>
/// <param name="timing">The tile.</param>
public sealed class TileCycleModel(TileTiming timing)
{
    private readonly OperandLoader _x = new(2 * timing.RowBlocks, timing.Rows);
    private readonly OperandLoader _w = new(2, timing.Columns);
    private readonly ResultDrain _y = new(timing.ResultPages, timing.YValues);
    private IEnumerator<BlockWalk.BlockStep>? _walk;
    private BlockWalk.BlockStep? _block;
    private int _jobs;
    private int _k;
    private int _done;
    private bool _isOffered;
    private bool _isLast;
    private bool _isEnd;
    private int _wait;
    private long _macsLater;
    private TileCounters _counters;

    /// <summary>Clock edges so far.</summary>
    public long Cycle { get; private set; }

    /// <summary>A job runs.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>The last job failed: whatever comes is dropped.</summary>
    public bool IsFailed { get; private set; }

    /// <summary>A job failed with the last edge.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>A job ended with the last edge, and did not fail.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>A beat of activations is taken if it is offered.</summary>
    public bool IsXReady => IsFailed || _x.IsReady;

    /// <summary>A beat of weights is taken if it is offered.</summary>
    public bool IsWReady => IsFailed || _w.IsReady;

    /// <summary>The beat of results that is offered; null if there is none.</summary>
    public ResultBeat? Result => _y.Offered;

    /// <summary>The counters as the registers show them.</summary>
    public TileCounters Counters => _counters;

    /// <summary>Runs a job with streams that never stall.</summary>
    /// <param name="timing">The tile.</param>
    /// <param name="job">The job.</param>
    /// <returns>The counters at its end.</returns>
    public static TileCounters Run(TileTiming timing, TileJob job)
    {
        TileCycleModel model = new(timing);
        model.Clock(true, true, true, new TileCommand { Start = job });
        while (model.IsBusy)
        {
            model.Clock(true, true, true);
        }

        // Multiply-accumulates are counted two cycles late.
        model.Clock(false, false, true);
        model.Clock(false, false, true);
        return model.Counters;
    }

    /// <summary>A clock edge.</summary>
    /// <param name="xValid">A beat of activations is offered.</param>
    /// <param name="wValid">A beat of weights is offered.</param>
    /// <param name="yReady">A beat of results is taken if it is offered.</param>
    /// <param name="command">A command that acts with this edge.</param>
    /// <param name="xWrong">The beat of activations, if it is taken, makes the job fail.</param>
    /// <param name="wWrong">The beat of weights likewise.</param>
    public void Clock(
        bool xValid, bool wValid, bool yReady, TileCommand? command = null, bool xWrong = false, bool wWrong = false)
    {
        // Everything looks at the state before the edge: first what is decided, then what changes.
        Step step = Decide();
        bool takesX = xValid && !IsFailed && _x.IsReady;
        bool takesW = wValid && !IsFailed && _w.IsReady;
        bool fails = (takesX && xWrong) || (takesW && wWrong)
            || command is { Refuses: true } || (command is { Aborts: true } && IsBusy);
        bool ends = IsBusy && _block is null && _y.IsIdle;
        Count(step);
        bool wasFailed = IsFailed;
        if (wasFailed)
        {
            _y.Drop(Cycle);
        }

        _y.Clock(Cycle, yReady);
        if (!wasFailed)
        {
            Play(step);
        }

        if (takesX)
        {
            _x.Take();
        }

        if (takesW)
        {
            _w.Take();
        }

        IsBusy &= !ends;
        if (wasFailed)
        {
            Stop();
        }

        IsFailed &= command is not { Recovers: true };
        if (command?.Start is { } job)
        {
            Start(job);
        }

        if (fails)
        {
            (IsBusy, IsFailed) = (false, true);
        }

        (HasFailed, HasEnded) = (fails, ends && !fails);
        Cycle++;
    }

    private void Start(TileJob job)
    {
        int groups = CeilDiv(job.K, timing.Group);
        int passes = CeilDiv(job.M, timing.PassRows);
        _x.Start(job.M, 1, CeilDiv(job.K, timing.XElements) + (timing.HasActivationScale ? 1 : 0));
        _w.Start(job.N, passes, CeilDiv(groups, timing.Parameters) + CeilDiv(job.K, timing.WElements));
        _walk = BlockWalk.Of(timing, job, ++_jobs).GetEnumerator();
        _block = Next();
        (_k, _done, _isOffered, _macsLater) = (job.K, 0, false, 0);
        (IsBusy, IsFailed, _counters) = (true, false, default);
    }

    private void Stop()
    {
        _x.Stop();
        _w.Stop();
        (_block, _isOffered, _wait) = (null, false, 0);
    }

    private Step Decide()
    {
        bool isReady = !_isLast || _wait == 0;
        bool isFree = !_isOffered || isReady;
        bool isFirst = _done == 0;
        bool isEnd = _done + timing.Lanes >= _k;
        bool hasX = _block is not null && (!isFirst || _x.IsFull(_block.Slot));
        bool hasW = _block is not null && (!isFirst || _w.IsFull(_block.Page));
        bool hasY = !isEnd || _y.IsFree;
        return new Step(
            _isOffered && isReady,
            isFree,
            _block is not null && hasX && hasW && hasY && isFree,
            isEnd,
            isEnd || (_done + timing.Lanes) % timing.Group == 0,
            _block is not null && isFree && !hasX,
            _block is not null && isFree && hasX && !hasW,
            _block is not null && isFree && hasX && hasW && !hasY);
    }

    private void Count(Step step)
    {
        _counters = _counters with
        {
            Busy = _counters.Busy + (IsBusy ? 1 : 0),
            StallX = _counters.StallX + (step.StallsX ? 1 : 0),
            StallW = _counters.StallW + (step.StallsW ? 1 : 0),
            StallY = _counters.StallY + (step.StallsY ? 1 : 0),
            StallGroup = _counters.StallGroup + (_isOffered && !step.Takes ? 1 : 0),
            Groups = _counters.Groups + (step.Issues && step.IsGroupEnd ? 1 : 0),
            Macs = _counters.Macs + _macsLater,
        };
        _macsLater = step.Issues
            ? (long)_block!.Block.Rows * _block.Block.Columns * Math.Min(timing.Lanes, _k - _done)
            : 0;
    }

    private void Play(Step step)
    {
        _wait = step.Takes && _isLast ? timing.GroupSpacing - 1 : Math.Max(0, _wait - 1);
        if (step.Takes && _isEnd)
        {
            _y.Ends(Cycle + timing.LastResult + 1);
        }

        if (step.IsFree)
        {
            _isOffered = step.Issues;
        }

        if (!step.Issues)
        {
            return;
        }

        (_isLast, _isEnd) = (step.IsGroupEnd, step.IsEnd);
        _done += timing.Lanes;
        if (!step.IsEnd)
        {
            return;
        }

        _y.Begin(_block!.Block);
        if (_block.FreesSlot)
        {
            _x.Release(_block.Slot);
        }

        if (_block.FreesPage)
        {
            _w.Release(_block.Page);
        }

        (_block, _done) = (Next(), 0);
    }

    private BlockWalk.BlockStep? Next() => _walk!.MoveNext() ? _walk.Current : null;

    private static int CeilDiv(int a, int b) => (a + b - 1) / b;

    private readonly record struct Step(
        bool Takes, bool IsFree, bool Issues, bool IsEnd, bool IsGroupEnd, bool StallsX, bool StallsW, bool StallsY);
}
