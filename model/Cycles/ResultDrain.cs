namespace MixPe.Model.Cycles;

/// <summary>Blocks of results on their way from the array to the result stream, or to the addends.</summary>
internal sealed class ResultDrain(int pages, int values)
{
    // From the block that is drained to the one that was begun last.
    private readonly Queue<(ResultBlock Block, long FullFrom, bool IsLost)> _blocks = new();
    private int _row;
    private int _word;

    /// <summary>The beat that is offered; null if there is none.</summary>
    internal ResultBeat? Offered { get; private set; }

    internal bool IsFree => _blocks.Count < pages;

    internal bool IsIdle => _blocks.Count == 0 && Offered is null;

    /// <summary>A block has begun; its last result is there a long time from now, till <see cref="Ends"/> says when.
    /// </summary>
    internal void Begin(ResultBlock block) => _blocks.Enqueue((block, long.MaxValue, false));

    /// <summary>The oldest block without an end ends.</summary>
    /// <param name="fullFrom">First cycle in which all of it is in the buffer.</param>
    internal void Ends(long fullFrom)
    {
        bool isSet = false;
        for (int i = _blocks.Count; i > 0; i--)
        {
            var (block, end, isLost) = _blocks.Dequeue();
            bool isNext = !isSet && end == long.MaxValue;
            isSet |= isNext;
            _blocks.Enqueue((block, isNext ? fullFrom : end, isLost));
        }
    }

    /// <summary>Forgets what is not whole.</summary>
    /// <param name="cycle">The cycle.</param>
    /// <param name="losesAddends">What is whole gets no addends any more.</param>
    internal void Drop(long cycle, bool losesAddends)
    {
        (ResultBlock Block, long FullFrom, bool IsLost)[] whole =
            [.. _blocks.Where(block => block.FullFrom <= cycle).Select(block => block with { IsLost = losesAddends })];
        _blocks.Clear();
        Array.ForEach(whole, _blocks.Enqueue);
        Offered = Offered is null ? null : Offered with { IsLost = losesAddends };
    }

    /// <summary>A clock edge.</summary>
    /// <param name="cycle">The cycle that it ends.</param>
    /// <param name="isTaken">The offered beat is taken, if there is one.</param>
    internal void Clock(long cycle, bool isTaken)
    {
        if (Offered is not null && !isTaken)
        {
            return;
        }

        Offered = null;
        if (_blocks.Count == 0 || _blocks.Peek().FullFrom > cycle)
        {
            return;
        }

        var (block, _, isLost) = _blocks.Peek();
        int first = _word * values;
        bool isLast = first + values >= block.Columns;
        int count = Math.Min(values, block.Columns - first);
        Offered = new ResultBeat(block.Job, block.FirstRow + _row, block.FirstColumn + first, count, isLast) { IsLost = isLost };
        _word = isLast ? 0 : _word + 1;
        if (isLast && ++_row == block.Rows)
        {
            _row = 0;
            _blocks.Dequeue();
        }
    }
}
