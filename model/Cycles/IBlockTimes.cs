namespace MixPe.Model.Cycles;

/// <summary>When a tile's sequencer feeds one block after the other.</summary>
internal interface IBlockTimes
{
    /// <summary>First cycle in which the block's slot and page may be loaded again, if it is the last to use them.</summary>
    long OperandsFree { get; }

    /// <summary>First cycle in which all of its results are in the buffer.</summary>
    long LastResult { get; }

    /// <summary>The times that the next block depends on.</summary>
    IEnumerable<long> State { get; }

    /// <summary>Cycles in which blocks have waited so far, as <see cref="TileCycleModel"/> counts them.</summary>
    BlockStalls Stalls { get; }

    /// <summary>The next block.</summary>
    /// <param name="xFull">First cycle in which its activations are whole.</param>
    /// <param name="wFull">First cycle in which its weights are.</param>
    /// <param name="yFree">First cycle in which there is a page for its results.</param>
    void Next(long xFull, long wFull, long yFree);

    /// <summary>Makes every time later, as after blocks that take as long and wait as long as others did.</summary>
    /// <param name="cycles">How much later.</param>
    /// <param name="stalls">How long they waited.</param>
    void Shift(long cycles, BlockStalls stalls);
}
