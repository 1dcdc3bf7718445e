namespace MixPe.Flow.Mutation.Netlists;

/// <summary>A bit that something is connected to: a net of the module, or a constant.</summary>
/// <param name="Net">Number of the net in its module; negative for a constant.</param>
/// <param name="IsOne">Value of a constant; what Yosys leaves undefined is 0 here.</param>
public readonly record struct NetBit(int Net, bool IsOne)
{
    /// <summary>True for a constant.</summary>
    public bool IsConstant => Net < 0;

    /// <summary>A net.</summary>
    public static NetBit Of(int net) => new(net, false);

    /// <summary>A constant.</summary>
    public static NetBit Constant(bool isOne) => new(-1, isOne);
}
