using System.Numerics;

namespace MixPe.Verif.Oracles;

/// <summary>An IEEE 754 binary format from its definition, apart from the golden model: no shifting of significands, no
/// guard bits. A datum is looked up among the format's own numbers, which their patterns order.</summary>
/// <param name="exponentBits">Bits of the exponent.</param>
/// <param name="fractionBits">Stored bits of the significand.</param>
internal sealed class BinaryFormat(int exponentBits, int fractionBits)
{
    public static BinaryFormat Binary16 { get; } = new(5, 10);

    public static BinaryFormat Binary32 { get; } = new(8, 23);

    public static BinaryFormat Bfloat16 { get; } = new(8, 7);

    /// <summary>Binary16 with one more exponent bit.</summary>
    public static BinaryFormat Wide16 { get; } = new(6, 10);

    private uint Infinite => ((1u << exponentBits) - 1) << fractionBits;

    private uint SignBit => 1u << (exponentBits + fractionBits);

    /// <summary>Of two to this power is the smallest normal number.</summary>
    private int LeastExponent => 2 - (1 << (exponentBits - 1));

    public Number Decode(uint bits)
    {
        uint magnitude = bits & ~SignBit;
        bool isNegative = (bits & SignBit) != 0;
        return magnitude > Infinite ? Number.NaN
            : magnitude == Infinite ? Number.Infinity(isNegative)
            : Number.Of(Value(magnitude), isNegative);
    }

    /// <summary>The datum of a format whose largest exponent has numbers too.</summary>
    public Number DecodeFinite(uint bits) => Number.Of(Value(bits & ~SignBit), (bits & SignBit) != 0);

    /// <summary>The nearest datum; of two as near the one whose last bit is 0; the number after the largest finite one
    /// is infinity. NaN is the canonical one.</summary>
    public uint Encode(Number number)
    {
        if (number.Kind == NumberClass.NaN)
        {
            return Infinite | 1u << (fractionBits - 1);
        }

        uint sign = number.IsNegative ? SignBit : 0;
        return sign | (number.Kind == NumberClass.Infinite ? Infinite : Nearest(number.Magnitude));
    }

    /// <summary>Rounded to the format, as a number again.</summary>
    public Number Round(Number number) => Decode(Encode(number));

    /// <summary>Whether rounding changes it.</summary>
    public bool IsInexact(Number number) => number.Kind == NumberClass.Finite
        && (Round(number) is not { Kind: NumberClass.Finite } rounded
            || !(rounded.Magnitude - number.Magnitude).Integer.IsZero);

    /// <summary>Whether it is below the smallest normal number and not zero.</summary>
    public bool IsTiny(Number number) => number.Kind == NumberClass.Finite && !number.IsZero
        && number.Magnitude < new Dyadic(BigInteger.One, LeastExponent);

    private uint Nearest(Dyadic magnitude)
    {
        // The largest pattern that is not above it; the pattern of infinity stands for the number that would follow.
        uint low = 0;
        uint high = Infinite;
        while (low < high)
        {
            uint middle = low + ((high - low + 1) / 2);
            (low, high) = Value(middle) <= magnitude ? (middle, high) : (low, middle - 1);
        }

        if (low == Infinite)
        {
            return Infinite;
        }

        Dyadic below = magnitude - Value(low);
        Dyadic above = Value(low + 1) - magnitude;
        int nearer = below.CompareTo(above);
        return nearer < 0 || (nearer == 0 && low % 2 == 0) ? low : low + 1;
    }

    // Sum over the bits, by IEEE 754's table; also of the pattern of infinity.
    private Dyadic Value(uint pattern)
    {
        uint fraction = pattern & ((1u << fractionBits) - 1);
        int field = (int)(pattern >> fractionBits);
        return field == 0
            ? new Dyadic(fraction, LeastExponent - fractionBits)
            : new Dyadic(fraction + (1u << fractionBits), LeastExponent - fractionBits + field - 1);
    }
}
