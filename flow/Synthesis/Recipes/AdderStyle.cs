namespace MixPe.Flow.Synthesis.Recipes;

/// <summary>What carry-save adders and carry-propagating adders become before ABC sees the rest. ABC maps no cell of two
/// outputs: a library's full adders have to be put in by hand.</summary>
/// <param name="Name">Name in tables.</param>
/// <param name="HasFullAdders">True if a carry-save adder is a row of the library's full adders; false for gates.</param>
/// <param name="IsRipple">True if a carry runs through the adder bit by bit, the smallest; false for Yosys' parallel
/// prefix.</param>
public sealed record AdderStyle(string Name, bool HasFullAdders, bool IsRipple)
{
    /// <summary>Every style.</summary>
    public static IReadOnlyList<AdderStyle> All { get; } =
    [
        new("gates", false, false),
        new("gates+ripple", false, true),
        new("fa", true, false),
        new("fa+ripple", true, true),
    ];
}
