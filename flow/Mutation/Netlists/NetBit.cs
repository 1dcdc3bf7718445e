namespace MixPe.Flow.Mutation.Netlists;

/// <summary>A bit that something is connected to: a net of the module, or a constant.</summary>
/// <param name="Net">Number of the net in its module; negative for a constant.</param>
/// <param name="IsOne">Value of a constant; what does not matter is 0.</param>
public readonly record struct NetBit(int Net, bool IsOne)
{
    /// <summary>True for a constant.</summary>
    public bool IsConstant => Net < 0;

    /// <summary>True for a constant of any value: one that never counts.</summary>
    public bool IsUndefined => Net == -2;

    /// <summary>A net.</summary>
    public static NetBit Of(int net) => new(net, false);

    /// <summary>A constant whose value never counts.</summary>
    public static NetBit Undefined { get; } = new(-2, false);

    /// <summary>A constant.</summary>
    public static NetBit Constant(bool isOne) => new(-1, isOne);
}
