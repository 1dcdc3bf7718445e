using MixPe.Model.Formats;

namespace MixPe.Model.Golden;

/// <summary>Refuses arithmetic that the contract does not define, and operands that do not fit it.</summary>
public static class GemmCheck
{
    /// <summary>Most lanes that the model adds in one beat.</summary>
    public const int MaxLanes = 256;

    /// <summary>Refuses an arithmetic that no operands could make valid.</summary>
    /// <exception cref="ArgumentException">With the field, its value and the rule.</exception>
    public static void Require(GemmArithmetic a)
    {
        ArgumentNullException.ThrowIfNull(a);
        Rule(
            a.Weights.IsFixedPoint || a.Weights == NumberFormats.Fp16,
            $"weights are {a.Weights}: they must be an integer format, a minifloat or fp16");
        Rule(
            !a.Weights.IsMinifloat || a is { HasZeroPoint: false, Accumulator: not AccumulatorKind.Fp16 },
            $"weights are {a.Weights}: they go with accumulator exact or fp32 and no zero points");
        Rule(
            a.Weights.Kind != NumberKind.Ternary || (!a.HasZeroPoint && a.Activations.IsInteger),
            $"weights are {a.Weights}: they go with integer activations and no zero points");
        Rule(
            a.Weights.IsFixedPoint
                || (a is { HasZeroPoint: false, Accumulator: AccumulatorKind.Fp32 or AccumulatorKind.Fp32Dot }
                    && a.Activations == NumberFormats.Fp16),
            $"weights are {a.Weights}: they go with fp16 activations, accumulator fp32 or fp32-dot and no zero points");
        Rule(
            a.Accumulator != AccumulatorKind.Fp32Dot || !a.HasZeroPoint,
            "zero points with accumulator fp32-dot: no activation sum is defined for it");
        Rule(
            a.Activations.IsInteger || a.Activations is { Kind: NumberKind.Float, Bits: <= 16 },
            $"activations are {a.Activations}: they must be an integer format, fp4, fp6, fp8, fp16 or bf16");
        Rule(
            a.Activations.HasSpecials || a is { HasZeroPoint: false, Accumulator: AccumulatorKind.Exact },
            $"activations are {a.Activations}: they go with accumulator exact and no zero points");
        Rule(a.Group >= 1, $"group is {a.Group}: it must be at least 1");
        Rule(
            !a.Weights.HasOutlierLane || (!a.HasZeroPoint && a.Activations.IsInteger && a.Group % a.Lanes == 0),
            $"weights are {a.Weights}: they go with integer activations, no zero points and groups that are a multiple of lanes");
        Rule(!a.Weights.IsPaired || a.Group % 2 == 0, $"group is {a.Group}: with {a.Weights} weights, which come in pairs, it must be even");
        Rule(a.Lanes is >= 1 and <= MaxLanes, $"lanes is {a.Lanes}: it must be 1 to {MaxLanes}");
        Rule(!a.Output.IsInteger, $"output is {a.Output}: it must be fp32, fp16 or bf16");
        Rule(
            a.Accumulator == AccumulatorKind.Exact || a.Activations == NumberFormats.Fp16
                || (a.Accumulator == AccumulatorKind.Sliced && (a.Activations == NumberFormats.Bf16 || a.Activations.Kind == NumberKind.Signed))
                || (a.Accumulator is AccumulatorKind.Fp32 or AccumulatorKind.Fp32Dot && !a.Activations.IsInteger),
            $"accumulator is {a.Accumulator} with {a.Activations} activations: fp32 needs fp8, fp16 or bf16 ones, fp32-dot fp8 or fp16 ones, sliced signed integers, fp16 or bf16 ones, and fp16 needs fp16 ones");
        Rule(
            a.Activations != NumberFormats.Bf16 || a.Accumulator is AccumulatorKind.Fp32 or AccumulatorKind.Sliced,
            $"activations are {a.Activations}: they go with accumulator fp32 or sliced");
        Rule(
            a.Accumulator != AccumulatorKind.Fp32 || !a.Weights.IsMinifloat || HasBinary32Products(a.Weights, a.Activations),
            $"weights are {a.Weights} with {a.Activations} activations: products reach below 2^{NumberFormats.Fp32.SubnormalExponent}, where "
            + "binary32 ends");
        Rule(
            a.Accumulator != AccumulatorKind.Sliced ? a.AlignedBits == 0
                : a.Activations.IsInteger ? a.AlignedBits >= 1 && a.AlignedBits <= a.Activations.Bits
                : a.AlignedBits is >= SlicedGroup.MinBits and <= SlicedGroup.MaxBits,
            $"aligned bits are {a.AlignedBits} with accumulator {a.Accumulator}: they must be {SlicedGroup.MinBits} to "
            + $"{SlicedGroup.MaxBits} with sliced, of integers at most their own, else 0");
        Rule(
            a.Accumulator != AccumulatorKind.Sliced || a.SuperGroup == 0,
            "super groups with accumulator sliced: they go with the exact one");
        Rule(
            a.WideGroups == int.MaxValue
                || (a is { Accumulator: AccumulatorKind.Sliced, Activations.IsInteger: true, WideGroups: >= 0, NarrowBits: >= 1 } && a.NarrowBits <= a.AlignedBits),
            $"wide groups are {a.WideGroups} with narrow bits {a.NarrowBits}: they go with accumulator sliced and integer activations, of as many bits or fewer");
        Rule(
            a.Accumulator != AccumulatorKind.Sliced || a.Weights.IsInteger,
            $"weights are {a.Weights}: accumulator sliced goes with integer weights");
        Rule(
            a.Scale is { IsFixedPoint: false, Bits: <= 16 } || a.Scale is { Kind: NumberKind.Unsigned, Bits: 8 },
            $"scales are {a.Scale}: they must be fp16, bf16, fp8, e8m0 or uint8");
        Rule(
            !a.HasChannelScale || (a.Weights.IsInteger && a.Activations.IsInteger),
            $"scales are {a.Scale} with {a.Weights} weights and {a.Activations} activations: integer scales need integers");
        Rule(
            a.ActivationGroupScale is null or { IsFixedPoint: false, Bits: <= 16 },
            $"scales of groups of activations are {a.ActivationGroupScale}: they must be fp16, bf16, fp8 or e8m0");
        Rule(
            a.SuperGroup >= 0 && a.SuperGroup % a.Group == 0,
            $"super groups are of {a.SuperGroup}: it must be a multiple of the group, {a.Group}, or 0 for none");
        Rule(
            a.SuperGroup == 0 || (a.Weights.Kind == NumberKind.Unsigned && a.Activations.IsInteger && a.Scale.IsInteger
                && a.ActivationGroupScale == NumberFormats.Fp16 && a is { HasZeroPoint: false, Fused: false }),
            $"super groups with {a.Weights} weights, {a.Activations} activations and {a.Scale} scales: they go with unsigned integer weights, "
            + "integer activations, integer scales, no zero points, and fp16 scales of groups of activations");
        Rule(
            a.ActivationGroupScale is null
                || (a is { HasActivationScale: false, HasChannelScale: false, Fused: false }
                    && (a.Accumulator != AccumulatorKind.Sliced || a.Activations.IsInteger)),
            "scales of groups of activations: they go with floating-point scales of W, and neither with scales of rows nor with fused nor with "
            + "accumulator sliced of floating-point activations");
        Rule(
            !a.Fused || a.Scale == NumberFormats.Fp16,
            $"fused with {a.Scale} scales: one rounding for scale and accumulate needs fp16 ones");
        Rule(
            !a.Fused || a.Accumulator == AccumulatorKind.Exact,
            $"fused with accumulator {a.Accumulator}: one rounding for scale and accumulate needs the exact accumulator");
    }

    /// <summary>Refuses operands whose lengths, codes or zero points do not fit the arithmetic.</summary>
    /// <exception cref="ArgumentException">With the field, its value and the rule.</exception>
    /// <exception cref="InvalidCodeException">With the position of the code.</exception>
    public static void Require(GemmArithmetic a, GemmOperands o)
    {
        Require(a);
        ArgumentNullException.ThrowIfNull(o);
        Rule(o.M >= 1 && o.N >= 1 && o.K >= 1, $"the shape is M={o.M}, N={o.N}, K={o.K}: each must be at least 1");
        int groups = Groups(a, o.K);
        Length("weights", o.Weights.Length, "N·K", (long)o.N * o.K);
        Length("activations", o.Activations.Length, "M·K", (long)o.M * o.K);
        Length("scales", o.Scales.Length, "N·groups", (long)o.N * groups);
        Rule(a.HasZeroPoint == o.ZeroPoints is not null, Presence("zero points", a.HasZeroPoint));
        Rule(
            a.HasActivationScale == o.ActivationScales is not null,
            Presence("activation scales", a.HasActivationScale));
        Length("zero points", o.ZeroPoints?.Length ?? 0, "N·groups", a.HasZeroPoint ? (long)o.N * groups : 0);
        Length("activation scales", o.ActivationScales?.Length ?? 0, "M", a.HasActivationScale ? o.M : 0);
        Rule(
            a.ActivationGroupScale is not null == o.ActivationGroupScales is not null,
            Presence("scales of groups of activations", a.ActivationGroupScale is not null));
        Length(
            "scales of groups of activations", o.ActivationGroupScales?.Length ?? 0, a.SuperGroup > 0 ? "M·super groups" : "M·groups",
            a.ActivationGroupScale is null ? 0 : (long)o.M * ActivationScaleGroups(a, o.K));
        RequireSuperGroups(a, o, groups);
        Rule(a.HasChannelScale == o.ChannelScales is not null, Presence("channel scales", a.HasChannelScale));
        Length("channel scales", o.ChannelScales?.Length ?? 0, "N", a.HasChannelScale ? o.N : 0);
        Rule(a.HasTensorScale == o.TensorScale is not null, Presence("scales of tensors", a.HasTensorScale));
        Rule(a.HasAddend == o.Addends is not null, Presence("addends", a.HasAddend));
        Length("addends", o.Addends?.Length ?? 0, "M·N", a.HasAddend ? (long)o.M * o.N : 0);
        IntegerCodec.Check(a.Weights, o.Weights, o.K, "weights");
        if (a.Weights.HasOutlierLane && OutlierWord.SecondOutlier(o.Weights, o.K, a.Lanes) is var second and >= 0)
        {
            throw new InvalidCodeException(
                "weights", second / o.K, second % o.K, o.Weights[second],
                $"of {a.Lanes} weights of a word one has more than {OutlierWord.CodeBits} bits: this is the second one");
        }

        IntegerCodec.Check(a.Activations, o.Activations, o.K, "activations");
        IntegerCodec.Check(a.Scale, o.Scales, groups, "scales");
        RequireZeroPoints(a.Weights, o.ZeroPoints, groups);
        RequireExactRange(a, o.K);
    }

    /// <summary>Groups along K, the short last one included.</summary>
    public static int Groups(GemmArithmetic a, int k) => (int)(((long)k + a.Group - 1) / a.Group);

    /// <summary>Super groups along K, the short last one included; 0 where there are none.</summary>
    public static int SuperGroupsOf(GemmArithmetic a, int k) =>
        a.SuperGroup == 0 ? 0 : (int)(((long)k + a.SuperGroup - 1) / a.SuperGroup);

    /// <summary>Scales along a row of X where its groups have scales: of each group, or of each super group.</summary>
    public static int ActivationScaleGroups(GemmArithmetic a, int k) => a.SuperGroup == 0 ? Groups(a, k) : SuperGroupsOf(a, k);

    /// <summary>True when no exact sum of a group, less zero point times activation sum, can leave 64 bits.</summary>
    /// <param name="weights">A fixed-point format.</param>
    /// <param name="activations">Integers or floating-point numbers.</param>
    /// <param name="hasZeroPoint">Whether there are zero points: codes less zero points are twice as large.</param>
    /// <param name="group">Length of a group.</param>
    public static bool FitsExact(NumberFormat weights, NumberFormat activations, bool hasZeroPoint, int group)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(activations);
        return weights.ReachOf(group) * (hasZeroPoint ? 2 : 1) * FixedPoint.MaxMagnitude(activations) <= long.MaxValue;
    }

    /// <summary>True when no product of a minifloat and an activation is too small for binary32.</summary>
    /// <param name="weights">A minifloat.</param>
    /// <param name="activations">A floating-point format.</param>
    public static bool HasBinary32Products(NumberFormat weights, NumberFormat activations) =>
        FixedPoint.Exponent(weights, activations) >= NumberFormats.Fp32.SubnormalExponent;

    private static void RequireSuperGroups(GemmArithmetic a, GemmOperands o, int groups)
    {
        Rule(a.SuperGroup > 0 == o.SuperGroups is not null, Presence("super groups", a.SuperGroup > 0));
        if (o.SuperGroups is not { } super)
        {
            return;
        }

        long all = (long)o.N * SuperGroupsOf(a, o.K);
        Length("scales of super groups", super.Scales.Length, "N·super groups", all);
        Length("units of minima", super.Units.Length, "N·super groups", all);
        Length("minima", super.Minima.Length, "N·groups", (long)o.N * groups);
        int beyond = Array.FindIndex(super.Minima, minimum => minimum > SuperGroups.MaxMinimum);
        if (beyond >= 0)
        {
            throw new InvalidCodeException(
                "minima", beyond / groups, beyond % groups, super.Minima[beyond], $"a minimum is 0 to {SuperGroups.MaxMinimum}");
        }
    }

    private static void RequireZeroPoints(NumberFormat weights, int[]? zeros, int groups)
    {
        for (int i = 0; i < (zeros?.Length ?? 0); i++)
        {
            if (zeros![i] < weights.MinInteger || zeros[i] > weights.MaxInteger)
            {
                throw new InvalidCodeException(
                    "zero points",
                    i / groups,
                    i % groups,
                    zeros[i],
                    $"a zero point of {weights} is {weights.MinInteger} to {weights.MaxInteger}");
            }
        }
    }

    // The exact sums live in 64 bits: refuse what could leave them, for any data.
    private static void RequireExactRange(GemmArithmetic a, int k)
    {
        if (a.Accumulator != AccumulatorKind.Exact)
        {
            // It rounds; or, sliced, its products are of three bytes by one at most.
            return;
        }

        Rule(
            FitsExact(a.Weights, a.Activations, a.HasZeroPoint, Math.Min(a.Group, k)),
            $"a group of {Math.Min(a.Group, k)} of {a.Weights} by {a.Activations} can exceed the exact 64-bit sum");
    }

    private static string Presence(string what, bool wanted) => wanted
        ? $"{what} are missing: this arithmetic has them"
        : $"{what} are given: this arithmetic has none";

    private static void Length(string what, long actual, string rule, long wanted) =>
        Rule(actual == wanted, $"{what} hold {actual} elements: {rule} is {wanted}");

    private static void Rule(bool holds, string message)
    {
        if (!holds)
        {
            throw new ArgumentException(message);
        }
    }
}
