using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Golden;

namespace MixPe.Flow.Verify.Units;

/// <summary>Classes of sums: of a group's dot product, and of what is left of it without its zero point.</summary>
internal static class DotClass
{
    public const string NaN = "NaN";
    public const string Infinity = "+infinity";
    public const string MinusInfinity = "-infinity";
    public const string Zero = "0";
    private static readonly string[] Finite = [Zero, "positive", "negative"];
    private static readonly string[] Specials = [Infinity, MinusInfinity, NaN];

    /// <summary>What a PE's register can be: an exact one keeps specials only where it has flags for them.</summary>
    public static IReadOnlyList<string> Dots(Datapath path) =>
        path.HasFlags || !path.IsExact ? [.. Finite, .. SpecialsOf(path)]
        : path.IsFloat || path.Design.Weights.IsSigned || path.Design.Activations.IsSigned ? Finite
        : Finite[..2];

    /// <summary>What a corrected dot product can be. With zero points any special of an exact group is NaN; an integer
    /// group has none.</summary>
    public static IReadOnlyList<string> Corrected(Datapath path) => path switch
    {
        { IsFloat: false } or { Design.Activations.HasSpecials: false } => Finite,
        // Aligned bfloat16 may overflow binary32.
        { IsExact: true, HasFlags: false, HasWideActivations: false } => [.. Finite, NaN],

        // Binary32 has room for any sum of finite products of binary16, not of bfloat16.
        { Design: { ZeroPoint: true, Accumulator: AccumulatorKind.Fp32 }, HasWideActivations: false } => [.. Finite, NaN],
        _ => [.. Finite, .. SpecialsOf(path)],
    };

    /// <summary>The class of a number.</summary>
    public static string Of(float t) => t switch
    {
        float.PositiveInfinity => Infinity,
        float.NegativeInfinity => MinusInfinity,
        float.NaN => NaN,
        0 => Zero,
        _ => Finite[t > 0 ? 1 : 2],
    };

    /// <summary>The class of a group's dot product.</summary>
    public static string Of(Datapath path, ReadOnlySpan<ushort> w, ReadOnlySpan<ushort> x)
    {
        Design design = path.Design;
        return design.Accumulator switch
        {
            AccumulatorKind.Fp32 => Of(GroupDot.Fp32(design.Weights, w, design.Activations, x, design.Lanes)),
            AccumulatorKind.Fp32Dot => Of(FusedDot.Group(design.Weights, w, design.Activations, x, design.Lanes)),
            AccumulatorKind.Fp16 => Of((float)GroupDot.Fp16Sum(design.Weights, w, x, design.Lanes)),
            _ => Of(GroupDot.Exact(design.Weights, w, design.Activations, x)),
        };
    }

    // Binary32 has room for any sum of finite products but those of bfloat16, which has infinities itself.
    private static string[] SpecialsOf(Datapath path) =>
        path.Design.Activations.HasInfinity || path.Design.Accumulator == AccumulatorKind.Fp16 ? Specials : [NaN];

    private static string Of(ExactSum sum) => sum.Class switch
    {
        SumClass.NaN => NaN,
        SumClass.PositiveInfinity => Infinity,
        SumClass.NegativeInfinity => MinusInfinity,
        _ => Of((float)Int128.Sign(sum.Value)),
    };
}
