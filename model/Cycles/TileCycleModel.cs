namespace MixPe.Model.Cycles;

/// <summary>In which cycle a tile takes, computes and gives what: exact under any stalls of its streams. Written from
/// docs/tile.md; what the numbers are is none of its business.</summary>
/// <param name="timing">The tile.</param>
public sealed class TileCycleModel(TileTiming timing)
{
    private readonly OperandLoader _x = new(2 * timing.RowBlocks, timing.Rows);
    private readonly OperandLoader _w = new(2, timing.Columns);
    private readonly ResultDrain _y = new(timing.ResultPages, timing.YValues);
    private readonly IArrayFeed _feed = timing.IsWeightStationary ? new GroupFeed(timing) : new BeatFeed(timing);
    private readonly ScalePipeline _scaled = new(timing.ScaleStages);
    private readonly AddendQueue _sums = new();
    private int _jobs;
    private long _macsLater;

    // That of the job that runs, or ran.
    private int _lastResult;
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

    /// <summary>A beat of addends is taken if it is offered: with the beat of results that it goes with.</summary>
    public bool IsCReady => timing.HasAddend && (IsFailed || (_sums.IsFree && Scaled is { IsLost: false }));

    /// <summary>The beat of results that is offered; null if there is none.</summary>
    public ResultBeat? Result => timing.HasAddend ? _sums.Offered(Cycle) : Scaled;

    /// <summary>Results are on their way or wait to be taken.</summary>
    public bool IsPending => !IsIdle;

    private bool IsIdle => _y.IsIdle && _scaled.IsEmpty && _sums.IsEmpty;

    // What goes to its addends, or to the result stream.
    private ResultBeat? Scaled => _scaled.Offered(_y.Offered);

    /// <summary>The counters as the registers show them.</summary>
    public TileCounters Counters => _counters;

    /// <summary>Runs a job with streams that never stall.</summary>
    /// <param name="timing">The tile.</param>
    /// <param name="job">The job.</param>
    /// <returns>The counters at its end.</returns>
    public static TileCounters Run(TileTiming timing, TileJob job)
    {
        TileCycleModel model = new(timing);
        model.Clock(true, true, true, new TileCommand { Start = job }, cValid: true);
        while (model.IsBusy)
        {
            model.Clock(true, true, true, cValid: true);
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
    /// <param name="cValid">A beat of addends is offered.</param>
    /// <param name="cWrong">It likewise.</param>
    public void Clock(
        bool xValid,
        bool wValid,
        bool yReady,
        TileCommand? command = null,
        bool xWrong = false,
        bool wWrong = false,
        bool cValid = false,
        bool cWrong = false)
    {
        // Everything looks at the state before the edge: first what is decided, then what changes.
        FeedStep step = _feed.Decide(_x, _w, _y);
        bool takesX = xValid && !IsFailed && _x.IsReady;
        bool takesW = wValid && !IsFailed && _w.IsReady;
        bool takesC = cValid && !IsFailed && IsCReady;
        bool fails = (takesX && xWrong) || (takesW && wWrong) || (takesC && cWrong)
            || command is { Refuses: true } || (command is { Aborts: true } && IsBusy);
        bool ends = IsBusy && _feed.IsDone && IsIdle;
        Count(step);
        bool wasFailed = IsFailed;
        if (wasFailed)
        {
            _y.Drop(Cycle, timing.HasAddend);
            if (timing.HasAddend)
            {
                _scaled.Lose();
            }
        }

        // Results whose job has failed need no addend.
        ResultBeat? result = Scaled;
        bool takesResult = timing.HasAddend ? _sums.IsFree && (takesC || result is { IsLost: true }) : yReady;
        if (timing.HasAddend)
        {
            _sums.Clock(Cycle, yReady, takesResult && result is not null ? result with { IsLost = result.IsLost || cWrong } : null);
        }

        bool takesBlock = _scaled.Takes(takesResult);
        _scaled.Clock(takesResult, _y.Offered);
        _y.Clock(Cycle, takesBlock);
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
        _x.Start(job.M, 1, timing.XBeats(job.K));
        _w.Start(job.N, passes, CeilDiv(groups, timing.Parameters) + CeilDiv(job.K, timing.WElements));
        TileTiming now = timing.In(job);
        _lastResult = now.LastResultOf(job.K);
        _feed.Start(now, BlockWalk.Of(timing, job, ++_jobs), job.K);
        _macsLater = 0;
        (IsBusy, IsFailed, _counters) = (true, false, default);
    }

    private void Stop()
    {
        _x.Stop();
        _w.Stop();
        _feed.Stop();
    }

    private void Count(FeedStep step)
    {
        _counters = _counters with
        {
            Busy = _counters.Busy + (IsBusy ? 1 : 0),
            StallX = _counters.StallX + (step.StallsX ? 1 : 0),
            StallW = _counters.StallW + (step.StallsW ? 1 : 0),
            StallY = _counters.StallY + (step.StallsY ? 1 : 0),
            StallGroup = _counters.StallGroup + (step.StallsGroup ? 1 : 0),
            Groups = _counters.Groups + (step.CountsGroup ? 1 : 0),
            Macs = _counters.Macs + _macsLater,
        };
        _macsLater = step.Macs;
    }

    private void Play(FeedStep step)
    {
        if (step.Begins is { } block)
        {
            _y.Begin(block);
        }

        if (step.EndsIn is { } later)
        {
            _y.Ends(Cycle + later + _lastResult + 1);
        }

        if (step.FreesSlot is { } slot)
        {
            _x.Release(slot);
        }

        if (step.FreesPage is { } page)
        {
            _w.Release(page);
        }

        _feed.Play(step);
    }

    private static int CeilDiv(int a, int b) => (a + b - 1) / b;
}
