namespace MixPe.Model.Cycles;

/// <summary>The counters of a whole job whose streams never stall, block by block instead of cycle by cycle: what
/// <see cref="TileCycleModel"/> counts, in a time that does not grow with K, and with M only till passes repeat.
/// </summary>
/// <remarks>
/// Every time is the largest of a few earlier ones, each plus a constant: a slot that is full, a page that is free, the beat
/// before. So a pass that finds the same times before it as an earlier one did, but for one shift of all of them, takes as
/// long as that did, waits as long for each thing, and so do those after it. Cycle 0 is the one that ends with the start; docs/tile.md says what
/// waits for what.
/// </remarks>
public sealed class TileSchedule
{
    // Passes repeat by ones and twos, with few blocks in a pass by as many as there are pages of results; a longer period is
    // not found, which costs time and no more.
    private const int LongestPeriod = 64;

    private readonly TileTiming _timing;
    private readonly TileJob _job;
    private readonly IBlockTimes _feed;

    // Beats of a row of each operand, and blocks of columns of Y.
    private readonly long _xBeats;
    private readonly long _wBeats;
    private readonly int _columnBlocks;

    // Visible times, the oldest first: when slots, pages and pages of results that are in use got, or get, free.
    private readonly long[] _slotsFree;
    private readonly long[] _pagesFree;
    private readonly long[] _resultsFree;

    // When the row block, and the page of weights, that were loaded last were whole, and the last result was offered.
    private long _xFull = 1;
    private long _wFull = 1;
    private long _drained;

    private TileSchedule(TileTiming timing, TileJob job)
    {
        _timing = timing;
        _job = job;
        _feed = timing.IsWeightStationary ? new GroupTimes(timing, job.K) : new BeatTimes(timing, job.K);
        _xBeats = timing.XBeats(job.K);
        _wBeats = CeilDiv(CeilDiv(job.K, timing.Group), timing.Parameters) + CeilDiv(job.K, timing.WElements);
        _columnBlocks = (int)CeilDiv(job.N, timing.Columns);
        _slotsFree = new long[2 * timing.RowBlocks];
        _pagesFree = new long[2];
        _resultsFree = new long[timing.ResultPages];
    }

    /// <summary>Cycles from the start to the end of a job, both with it: the counter busy_cycles.</summary>
    /// <param name="timing">The tile.</param>
    /// <param name="job">The job.</param>
    public static long Busy(TileTiming timing, TileJob job) => Counters(timing, job).Busy;

    /// <summary>The counters at the end of a job.</summary>
    /// <param name="timing">The tile.</param>
    /// <param name="job">The job.</param>
    public static TileCounters Counters(TileTiming timing, TileJob job)
    {
        ArgumentNullException.ThrowIfNull(timing);
        ArgumentNullException.ThrowIfNull(job);
        TileSchedule schedule = new(timing.In(job), job);
        long busy = schedule.Run();
        BlockStalls stalls = schedule._feed.Stalls;
        return new TileCounters(
            busy, stalls.X, stalls.W, stalls.Y, stalls.Group,
            CeilDiv(job.M, timing.Rows) * CeilDiv(job.N, timing.Columns) * CeilDiv(job.K, timing.Group),
            (long)job.M * job.N * job.K);
    }

    private long Run()
    {
        int whole = _job.M / _timing.PassRows;
        List<(long[] Times, BlockStalls Stalls)> before = [];
        for (int pass = 0; pass < whole; pass++)
        {
            long[] now = State();
            BlockStalls stalls = _feed.Stalls;
            int same = before.FindLastIndex(then => IsShifted(then.Times, now));
            if (same >= 0)
            {
                // Whatever came since then comes again, as often as it is whole in what is left.
                int period = before.Count - same;
                int times = (whole - pass) / period;
                Shift((now[0] - before[same].Times[0]) * times, (stalls - before[same].Stalls) * times);
                pass += period * times;
                before.Clear();
                if (pass == whole)
                {
                    break;
                }
            }

            before.Add((now, stalls));
            if (before.Count > LongestPeriod)
            {
                before.RemoveAt(0);
            }

            Pass(_timing.PassRows);
        }

        if (_job.M % _timing.PassRows is var rest and > 0)
        {
            Pass(rest);
        }

        // The last result is offered a cycle after it was read, and taken in that cycle; the end comes in the next one. Addends
        // that are always there take every beat as it comes, and so do the registers of a scale of tensors.
        return _drained + 2 + _timing.ScaleStages + (_timing.HasAddend ? AddendQueue.Latency : 0);
    }

    private static bool IsShifted(long[] then, long[] now)
    {
        long shift = now[0] - then[0];
        for (int i = 1; i < now.Length; i++)
        {
            if (now[i] - then[i] != shift)
            {
                return false;
            }
        }

        return true;
    }

    private void Pass(int rows)
    {
        int blocks = (int)CeilDiv(rows, _timing.Rows);
        long[] full = new long[blocks];
        for (int i = 0; i < blocks; i++)
        {
            _xFull = Math.Max(_xFull, _slotsFree[i]) + (RowsOf(i, rows) * _xBeats);
            full[i] = _xFull;
        }

        for (int column = 0; column < _columnBlocks; column++)
        {
            int columns = Math.Min(_timing.Columns, _job.N - (column * _timing.Columns));
            _wFull = Math.Max(_wFull, _pagesFree[0]) + (columns * _wBeats);
            for (int i = 0; i < blocks; i++)
            {
                _feed.Next(full[i], _wFull, _resultsFree[0]);
                long resultBeats = RowsOf(i, rows) * CeilDiv(columns, _timing.YValues);
                _drained = Math.Max(_drained + 1, _feed.LastResult) + resultBeats - 1;
                Push(_resultsFree, _drained + 1);
                if (column == _columnBlocks - 1)
                {
                    Push(_slotsFree, _feed.OperandsFree);
                }
            }

            Push(_pagesFree, _feed.OperandsFree);
        }
    }

    private long RowsOf(int block, int rows) => Math.Min(_timing.Rows, rows - (block * _timing.Rows));

    private long[] State() =>
        [_xFull, _wFull, _drained, .. _feed.State, .. _slotsFree, .. _pagesFree, .. _resultsFree];

    private void Shift(long cycles, BlockStalls stalls)
    {
        _xFull += cycles;
        _wFull += cycles;
        _drained += cycles;
        _feed.Shift(cycles, stalls);
        foreach (long[] times in new[] { _slotsFree, _pagesFree, _resultsFree })
        {
            for (int i = 0; i < times.Length; i++)
            {
                times[i] += cycles;
            }
        }
    }

    private static void Push(long[] times, long newest)
    {
        Array.Copy(times, 1, times, 0, times.Length - 1);
        times[^1] = newest;
    }

    private static long CeilDiv(long a, long b) => (a + b - 1) / b;
}
