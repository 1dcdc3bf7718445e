using System.Numerics;

namespace MixPe.Model.Formats;

/// <summary>One element format: a row of <see cref="NumberFormats"/>.</summary>
/// <param name="Name">The name in a design file, lower case.</param>
/// <param name="Kind">How the bits are read.</param>
/// <param name="Bits">Width of a code in bits.</param>
/// <param name="ExponentBits">Width of the exponent field, of flint and pairs of the shift; 0 for integers.</param>
/// <param name="FractionBits">Width of the stored fraction, of flint and pairs of the significand less one; 0 for integers.</param>
/// <param name="Bias">Exponent bias; 0 for integers.</param>
public sealed record NumberFormat(
    string Name,
    NumberKind Kind,
    int Bits,
    int ExponentBits = 0,
    int FractionBits = 0,
    int Bias = 0)
{
    /// <summary>False where all exponents are finite numbers, and only all ones in exponent and fraction is a NaN (OCP 8-bit
    /// Floating Point Specification v1.0, E4M3).</summary>
    public bool HasInfinity { get; init; } = true;

    /// <summary>False where every pattern is a finite number, as those of minifloats are but for FP8's.</summary>
    public bool HasSpecials { get; init; } = Kind is not (NumberKind.Minifloat or NumberKind.Flint or NumberKind.OutlierPair or NumberKind.PairElement);

    /// <summary>Unsigned integers of a width; those wider than 8 bits are in no design file, but in PEs that get aligned activations.
    /// </summary>
    public static NumberFormat Unsigned(int bits) => new($"uint{bits}", NumberKind.Unsigned, bits);

    /// <summary>Two's complement integers of a width.</summary>
    public static NumberFormat Signed(int bits) => new($"int{bits}", NumberKind.Signed, bits);

    /// <summary>True for two's complement and unsigned integers.</summary>
    public bool IsInteger => Kind is NumberKind.Signed or NumberKind.Unsigned;

    /// <summary>True for sign, significand and shift in at most 8 bits, as weights: minifloats, of which what is infinite or NaN is no code,
    /// flint, and outliers in pairs.</summary>
    public bool IsMinifloat => Kind is NumberKind.Minifloat or NumberKind.Flint or NumberKind.OutlierPair or NumberKind.PairElement;

    /// <summary>True where a code's value depends on its neighbour's code: indices 2i and 2i + 1 of K are a pair.</summary>
    public bool IsPaired => Kind == NumberKind.OutlierPair;

    /// <summary>What a product takes a weight as: of codes in pairs one by itself, else this format.</summary>
    public NumberFormat Element => IsPaired ? NumberFormats.Olive4Element : this;

    /// <summary>True where every value is an integer in units of 2^<see cref="LsbExponent"/>.</summary>
    public bool IsFixedPoint => Kind is not (NumberKind.Float or NumberKind.PowerOfTwo);

    /// <summary>The unit of fixed-point values, as a power of two: 0 for integers, that of a subnormal's lowest bit for
    /// minifloats.</summary>
    public int LsbExponent => IsMinifloat ? SubnormalExponent : 0;

    /// <summary>True where values may be negative.</summary>
    public bool IsSigned => Kind is not (NumberKind.Unsigned or NumberKind.PowerOfTwo);

    /// <summary>True where a weight of each word of lanes may have more bits than the others.</summary>
    public bool HasOutlierLane => Kind == NumberKind.OutlierLane;

    /// <summary>Bits of a lane's code in a word of weights: all of them, but of those that one in a word has beside it.</summary>
    public int CodeBits => HasOutlierLane ? OutlierWord.CodeBits : Bits;

    /// <summary>Codes of a word of weights, of which each lane has one.</summary>
    /// <param name="lanes">Lanes.</param>
    public int WordCodes(int lanes) => HasOutlierLane ? lanes + OutlierWord.MoreCodes : lanes;

    /// <summary>Bits of a word of weights.</summary>
    /// <param name="lanes">Lanes.</param>
    public int WordBits(int lanes) => WordCodes(lanes) * CodeBits;

    /// <summary>Smallest integer; of integers, ternary, flint, pairs and words with an outlier only.</summary>
    public int MinInteger => Kind switch
    {
        NumberKind.OutlierLane => OutlierWord.Smallest,
        NumberKind.Signed => -(1 << (Bits - 1)),
        NumberKind.Unsigned => 0,
        _ => -MaxInteger,
    };

    /// <summary>Largest integer; of integers, ternary, flint, pairs and words with an outlier only.</summary>
    public int MaxInteger => Kind switch
    {
        NumberKind.Signed => (1 << (Bits - 1)) - 1,
        NumberKind.Unsigned => (1 << Bits) - 1,
        NumberKind.Ternary => 1,
        NumberKind.Flint => 16,
        NumberKind.OutlierPair or NumberKind.PairElement => OutlierPairs.LargestOutlier,
        NumberKind.OutlierLane => OutlierWord.Largest,
        _ => throw new InvalidOperationException($"{Name} has no largest integer: see {nameof(LargestUnits)}"),
    };

    /// <summary>Largest finite value, in units of the smallest step: of 2^<see cref="LsbExponent"/> of fixed-point formats, else of
    /// 2^<see cref="SubnormalExponent"/>.</summary>
    public BigInteger LargestUnits => HasIntegers ? MaxInteger : LargestSignificand << MaxShift;

    /// <summary>Smallest finite value in those units.</summary>
    public BigInteger SmallestUnits => HasIntegers ? MinInteger : IsSigned ? -LargestUnits : 1;

    /// <summary>Largest magnitude that any pattern stands for, in those units: of FP8 weights also of what is no code, which hardware
    /// takes for the finite number that its fields say.</summary>
    public BigInteger ReachUnits => Kind == NumberKind.Minifloat
        ? (BigInteger)((2 << FractionBits) - 1) << ((1 << ExponentBits) - 2)
        : BigInteger.Max(-SmallestUnits, LargestUnits);

    /// <summary>The smallest and the largest sum of a group's weights, in those units.</summary>
    /// <param name="count">Weights of the group, whole words.</param>
    /// <param name="lanes">Weights of a word.</param>
    public (BigInteger Low, BigInteger High) SumRange(int count, int lanes) => Kind switch
    {
        NumberKind.OutlierLane => (count / lanes * OutlierWord.SmallestSum(lanes), count / lanes * OutlierWord.LargestSum(lanes)),
        _ when IsMinifloat => (-ReachOf(count), ReachOf(count)),
        _ => (count * SmallestUnits, count * LargestUnits),
    };

    /// <summary>Largest sum of the magnitudes of so many neighbouring weights, in those units: of a pair one is the outlier.</summary>
    /// <param name="count">Weights, from the first of a pair on.</param>
    public BigInteger ReachOf(int count) => IsPaired
        ? (count / 2 * ReachUnits) + (count % 2 * OutlierPairs.LargestNormal)
        : count * ReachUnits;

    /// <summary>Exponent of a subnormal's lowest bit, of which every finite value is a multiple; floating-point formats only.
    /// </summary>
    public int SubnormalExponent => Kind switch
    {
        NumberKind.PowerOfTwo => -Bias,
        NumberKind.Flint or NumberKind.OutlierPair or NumberKind.PairElement => 0,
        _ => 1 - Bias - FractionBits,
    };

    /// <summary>The largest finite pattern with a sign of 0; floating-point formats only.</summary>
    public uint LargestFinite => (HasSpecials, HasInfinity) switch
    {
        (false, _) => (1u << (ExponentBits + FractionBits)) - 1,
        (_, true) => (((1u << ExponentBits) - 1) << FractionBits) - 1,
        _ => (1u << (ExponentBits + FractionBits)) - 2,
    };

    /// <summary>Places by which the largest finite exponent shifts a significand from where that of a subnormal stands;
    /// floating-point formats only.</summary>
    public int MaxShift => (1 << ExponentBits) - (HasSpecials && HasInfinity ? 3 : 2);

    private bool HasIntegers => Kind is NumberKind.Signed or NumberKind.Unsigned or NumberKind.Ternary or NumberKind.Flint
        or NumberKind.OutlierPair or NumberKind.PairElement or NumberKind.OutlierLane;

    // Of the largest exponent; all ones are the NaN of a format that has no infinity.
    private BigInteger LargestSignificand => (2 << FractionBits) - (HasSpecials && !HasInfinity ? 2 : 1);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
