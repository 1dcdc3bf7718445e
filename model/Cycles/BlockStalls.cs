namespace MixPe.Model.Cycles;

/// <summary>Cycles in which blocks of a job waited.</summary>
/// <param name="X">For activations.</param>
/// <param name="W">With activations, for weights.</param>
/// <param name="Y">With both, for a page of results.</param>
/// <param name="Group">For the group before to drain.</param>
internal readonly record struct BlockStalls(long X, long W, long Y, long Group)
{
    public static BlockStalls operator +(BlockStalls a, BlockStalls b) =>
        new(a.X + b.X, a.W + b.W, a.Y + b.Y, a.Group + b.Group);

    public static BlockStalls operator -(BlockStalls a, BlockStalls b) =>
        new(a.X - b.X, a.W - b.W, a.Y - b.Y, a.Group - b.Group);

    public static BlockStalls operator *(BlockStalls a, long times) =>
        new(a.X * times, a.W * times, a.Y * times, a.Group * times);

    /// <summary>What a block waits that could begin in a cycle if its operands were whole: first for the one, then, from
    /// that time on, for the other.</summary>
    /// <param name="ready">The cycle.</param>
    /// <param name="xFull">First cycle in which its activations are whole.</param>
    /// <param name="wFull">First cycle in which its weights are.</param>
    public static BlockStalls ForOperands(long ready, long xFull, long wFull) =>
        new(Math.Max(0, xFull - ready), Math.Max(0, wFull - Math.Max(ready, xFull)), 0, 0);
}
