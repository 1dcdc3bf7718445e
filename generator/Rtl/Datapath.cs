using System.Numerics;
using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Generator.Rtl;

/// <summary>Every width of a design's datapath, in bits, from the range that its operands can reach.</summary>
/// <remarks>A finite floating-point activation is a multiple of its format's smallest subnormal, binary16 of 2^−24 and at most
/// 2047·2^29 units; everything else follows from the group's length.</remarks>
public sealed class Datapath
{
    /// <summary>log2 of the number of groups of K that a fused accumulator has room for.</summary>
    public const int MaxGroupsLog2 = 24;

    /// <summary>The widths of one design.</summary>
    public Datapath(Design design)
    {
        Design = design;
        IsFloat = design.Activations.Kind == NumberKind.Float;
        IsExact = design.HasFixedPointSums;
        Inner = design.IsSliced ? new Datapath(design.Inner) : this;
        Format = design.Accumulator switch
        {
            AccumulatorKind.Fp32 or AccumulatorKind.Fp32Dot => NumberFormats.Fp32,
            AccumulatorKind.Fp16 => NumberFormats.Fp16,
            _ => null,
        };

        BigInteger xHigh = design.IsSliced ? SlicedGroup.Limit(design.AlignedBits) - 1
            : IsFloat ? FixedPoint.MaxMagnitude(design.Activations)
            : design.Activations.LargestUnits;
        BigInteger xLow = design.IsSliced ? -SlicedGroup.Limit(design.AlignedBits)
            : IsFloat ? -FixedPoint.MaxMagnitude(design.Activations)
            : design.Activations.SmallestUnits;
        BigInteger group = design.Group;
        BigInteger wLow = design.Weights.IsMinifloat ? -design.Weights.ReachUnits : design.Weights.SmallestUnits;
        BigInteger wHigh = design.Weights.IsMinifloat ? design.Weights.ReachUnits : design.Weights.LargestUnits;
        (BigInteger sumLow, BigInteger sumHigh) = design.Weights.IsFixedPoint
            ? design.Weights.SumRange(design.Group, design.Lanes)
            : (group * wLow, group * wHigh);
        BigInteger difference = wHigh - wLow;
        SumWidth = Format?.Bits ?? RangeWidth(group * xLow, group * xHigh);
        AccWidth = Format?.Bits ?? RangeWidth(
            BigInteger.Min(sumHigh * xLow, sumLow * xHigh), BigInteger.Max(sumHigh * xHigh, sumLow * xLow));
        TWidth = design.ZeroPoint
            ? SignedWidth(group * BigInteger.Min(difference * xLow, -difference * xHigh), group * difference * -xLow)
            : AccWidth;
        if (design.IsSliced)
        {
            // What comes together at the bottom is no narrower than what comes down.
            AccWidth = Math.Max(AccWidth, Inner.AccWidth);
            TWidth = Math.Max(TWidth, AccWidth);
        }

        if (design.HasMinima)
        {
            TotalWidth = SumOver(design.SuperGroupGroups * (BigInteger)design.Scale.MaxInteger, TWidth);
            MinimaWidth = SumOver(design.SuperGroupGroups * (BigInteger)SuperGroups.MaxMinimum, SumWidth);
        }
        else if (design.HasIntegerScale)
        {
            // As many groups as the longest K has, each of them any number of its width.
            BigInteger most = (BigInteger)design.Scale.MaxInteger * new TileShape(design).Groups;
            TotalWidth = SumOver(most, TWidth);
        }

        WeightSumWidth = RangeWidth(group * wLow, group * wHigh);
    }

    /// <summary>The design.</summary>
    public Design Design { get; }

    /// <summary>True for floating-point activations.</summary>
    public bool IsFloat { get; }

    /// <summary>True for binary16 weights.</summary>
    public bool HasFloatWeights => !Design.Weights.IsFixedPoint;

    /// <summary>True where the sum of a group is fixed point: for the accumulators exact and sliced.</summary>
    public bool IsExact { get; }

    /// <summary>The widths of the PEs and activation sums: of slices with the accumulator sliced, else these.</summary>
    public Datapath Inner { get; }

    /// <summary>Sum of a group's weights.</summary>
    public int WeightSumWidth { get; }

    /// <summary>Format of a rounding accumulator; null for the exact one.</summary>
    public NumberFormat? Format { get; }

    /// <summary>Bits of the weights of one beat.</summary>
    public int BeatWeights => Design.Weights.WordBits(Design.Lanes);

    /// <summary>Bits of the activations of one beat.</summary>
    public int BeatActivations => Design.Lanes * Design.Activations.Bits;

    /// <summary>Accumulator of a group's dot product, without flags.</summary>
    public int AccWidth { get; }

    /// <summary>True when the accumulator carries flags for what is not finite.</summary>
    public bool HasFlags => IsFloat && Design.Activations.HasSpecials && IsExact && !Design.ZeroPoint && !Design.IsSliced;

    /// <summary>Those flags: NaN, +infinity and −infinity; NaN alone for activations that have no infinity.</summary>
    public int FlagBits => !HasFlags ? 0 : Design.Activations.HasInfinity ? 3 : 1;

    /// <summary>Bits of a floating-point activation's significand, the hidden one included.</summary>
    public int ActivationSignificand => Design.Activations.FractionBits + 1;

    /// <summary>Places by which the largest exponent of a floating-point activation shifts its significand.</summary>
    public int MaxShift => Design.Activations.MaxShift;

    /// <summary>Bits of that shift.</summary>
    public int ShiftBits => Design.Activations.ExponentBits;

    /// <summary>Accumulator with its flags: what a PE holds and drains.</summary>
    public int StateWidth => AccWidth + FlagBits;

    /// <summary>True where an unknown weight by an activation of zero is unknown in four-valued simulation: the array
    /// wants known weights then. A gated copy of zero is zero whatever gates it, but a slice of zero is not zero, and pair sums and tables
    /// choose an activation by its neighbours' weights too.</summary>
    public bool GatesWeights => Design.IsSliced ||
        !Design.Weights.IsInteger || (IsFloat && Design.Weights.IsSigned) || Design.Architecture is Architecture.Booth or Architecture.Behavioural ||
        (Design.Architecture is Architecture.PairSums or Architecture.Lut && Design.IsWeightStationary);

    /// <summary>Activation sum without its flag.</summary>
    public int SumWidth { get; }

    /// <summary>Activation sum with its flag for infinities and NaN.</summary>
    public int SumStateWidth => SumWidth + (IsFloat && !Design.IsSliced ? 1 : 0);

    /// <summary>Dot product less zero point times activation sum.</summary>
    public int TWidth { get; }

    /// <summary>With integer scales of groups: the sum over all groups of K, or of a super group, of scale times corrected dot product; else
    /// 0.</summary>
    public int TotalWidth { get; }

    /// <summary>With minima: the sum over a super group of minimum times activation sum; else 0.</summary>
    public int MinimaWidth { get; }

    /// <summary>With minima: both sums times their binary16 numbers, one less the other.</summary>
    public int DifferenceWidth => Math.Max(TotalWidth, MinimaWidth) + HalfSignificand + HalfMaxShift + 1;

    /// <summary>What becomes a binary32 number: that difference, that sum, or a group's corrected dot product.</summary>
    public int RoundedWidth => Design.HasMinima ? DifferenceWidth : Design.HasIntegerScale ? TotalWidth : TWidth;

    /// <summary>Exponent of its unit.</summary>
    public int RoundedExponent => Design.HasMinima ? NumberFormats.Fp16.SubnormalExponent : LsbExponent;

    /// <summary>Bits of a binary16 number's significand.</summary>
    public const int HalfSignificand = 11;

    /// <summary>Places by which the largest exponent of a binary16 number shifts it.</summary>
    public const int HalfMaxShift = 29;

    /// <summary>Exponent of the unit of the exact accumulator; of the sliced one less the group's largest exponent field.
    /// </summary>
    public int LsbExponent => Design.AlignsActivations ? SlicedGroup.UnitExponent(Design.Activations, 0, Design.AlignedBits)
        : FixedPoint.Exponent(Design.Weights, Design.Activations);

    /// <summary>True where the design takes binary16 numbers apart: scales of groups or of rows, or activations.</summary>
    public bool HasFp16 => Design.ActivationScale || Design.FloatScale == NumberFormats.Fp16
        || Design.ActivationGroupScale == NumberFormats.Fp16 || Design.Activations == NumberFormats.Fp16;

    /// <summary>True where activations reach both ends of binary32: products may be subnormal or overflow.</summary>
    public bool HasWideActivations => Design.Activations.ExponentBits == NumberFormats.Fp32.ExponentBits;

    /// <summary>True where scales or activations reach both ends of binary32, or those of both operands together, so that what is scaled may
    /// be subnormal.</summary>
    public bool HasWideScaling => HasWideActivations || Design.FloatScale.ExponentBits == NumberFormats.Fp32.ExponentBits
        || (Design.ActivationGroupScale is { } x
            && (x.ExponentBits == NumberFormats.Fp32.ExponentBits || LsbExponent < LeastScaledExponent));

    /// <summary>What is scaled is no smaller than 2 to this power, so that its product with any finite scales is a normal number. Not
    /// where <see cref="HasWideScaling"/>.</summary>
    public int LeastScaledExponent => Design.ActivationGroupScale is { } x
        ? 1 - NumberFormats.Fp32.Bias - Design.FloatScale.SubnormalExponent - x.SubnormalExponent
        : LeastScaledByOne;

    // A round number above what one scale of binary16 would allow: 1 - 127 + 24.
    private const int LeastScaledByOne = -100;

    /// <summary>Bits of the exponent of the unit of a sliced group's sum, as the dequantization unit has it: of the group's largest exponent
    /// field, and where slices can be left out, of the places that they leave above the lowest one too.</summary>
    public int UnitExponentBits => Design is { AlignsActivations: true, HasRunTimeSlices: true } ? Width(MaxUnitExponent) : Design.Activations.ExponentBits;

    /// <summary>The largest of them.</summary>
    public int MaxUnitExponent => SlicedGroup.MaxExponent(Design.Activations)
        + (Design.HasRunTimeSlices ? (Design.Slices - 1) * Design.SliceBits : 0);

    /// <summary>A product of an integer activation and a minifloat weight, aligned: bits of its two's complement.</summary>
    public int MinifloatTerm => Design.Activations.Bits + Width(Design.Weights.ReachUnits);

    /// <summary>Bits of a weight's significand, the hidden one included; of integers all bits.</summary>
    public int WeightSignificand => Design.Weights.IsMinifloat ? Design.Weights.FractionBits + 1 : Design.Weights.Bits;

    /// <summary>Product of a floating-point activation's significand and that of a minifloat or a binary16 number: bits.</summary>
    public int SignificandProduct => Width(new BigInteger((2 << Design.Activations.FractionBits) - 1) * ((2 << Design.Weights.FractionBits) - 1));

    /// <summary>True where the weight's shift is added to the activation's and not to the product's width: of minifloats of four bits
    /// of exponent and more, where sums are floating point.</summary>
    public bool AddsShifts => Format == NumberFormats.Fp32 && Design.Weights is { IsMinifloat: true, ExponentBits: > 3 };

    /// <summary>Magnitude of a product of significands, that of a minifloat with its shift unless <see cref="AddsShifts"/>.</summary>
    public int ProductMagnitude => HasFloatWeights || AddsShifts
        ? SignificandProduct
        : Width(((2 << Design.Activations.FractionBits) - 1) * Design.Weights.ReachUnits);

    /// <summary>Places by which the largest exponent of a product shifts that magnitude.</summary>
    public int ProductShift => MaxShift
        + (HasFloatWeights ? Design.Weights.MaxShift : AddsShifts ? (1 << Design.Weights.ExponentBits) - 2 : 0);

    /// <summary>Bits of that shift.</summary>
    public int ProductShiftBits => AddsShifts || HasFloatWeights ? Width(ProductShift) : ShiftBits;

    /// <summary>The accumulate stage of the dequantization unit, counted from 1.</summary>
    public int AccumulateStage => Design.HasMinima ? 7 : Design.HasIntegerScale ? 2 : IsExact && !Design.Fused ? 4 : 3;

    /// <summary>Stages between the accumulator and the scale of a row: of a sum of integers its rounding and the channel's scale.
    /// </summary>
    public int ChannelStages => Design.HasChannelScale ? 2 : 0;

    /// <summary>Cycles from a dot product's entry into the dequantization unit to its result.</summary>
    public int DequantLatency => AccumulateStage + ChannelStages + (Design.ActivationScale ? 2 : 1);

    /// <summary>Cycles from the last beat of K to the first result of column 0.</summary>
    public int FirstResultLatency => Design.BandRows + FirstResultOffset;

    /// <summary>Cycles from the last beat of K to the last result of the last column.</summary>
    public int LastResultLatency =>
        FirstResultLatency + (Design.IsWeightStationary ? 0 : Design.Rows - 1) + (Design.Columns / Design.SharedColumns) - 1;

    /// <summary>The part of <see cref="FirstResultLatency"/> that does not depend on the rows.</summary>
    public int FirstResultOffset => 2 + PipelineRegisters + DequantLatency + SliceLatency;

    /// <summary>Cycles that a row's result takes for slices: a register behind the merging of slices, and a cycle for each slice but
    /// the first.</summary>
    public int SliceLatency => Design.Slices;

    /// <summary>Registers between a PE's operands and the addition to its accumulator, in mac and sum.</summary>
    public int PipelineRegisters => Design.Pipeline - 1;

    // A sum of numbers of so many bits, times factors that add up to no more.
    private static int SumOver(BigInteger factors, int width)
    {
        BigInteger half = BigInteger.One << (width - 1);
        return SignedWidth(-half * factors, (half - 1) * factors);
    }

    /// <summary>Bits that an unsigned value needs.</summary>
    public static int Width(BigInteger value) => (int)value.GetBitLength();

    /// <summary>Bits of a two's complement number that holds the range.</summary>
    public static int SignedWidth(BigInteger low, BigInteger high) => Width(BigInteger.Max(high, -low - 1)) + 1;

    /// <summary>Bits of a number in the range, with a sign only if some are negative.</summary>
    public static int RangeWidth(BigInteger low, BigInteger high) => low < 0 ? SignedWidth(low, high) : Width(high);

    /// <summary>Base-2 logarithm, rounded up.</summary>
    public static int Log2(int value) => BitOperations.Log2((uint)(value - 1)) + 1;
}
