using System.Numerics;

namespace MixPe.Model.Formats;

/// <summary>IEEE 754 round to nearest, ties to even, of an exact fixed-point value to any binary format
/// (IEEE 754-2019, 4.3.1): the one place where this model rounds by integer arithmetic.</summary>
public static class FloatRounding
{
    private const int WideBits = 120;

    /// <summary>Rounds ±<paramref name="magnitude"/>·2^<paramref name="exponent"/>.</summary>
    /// <param name="format">A floating-point format; what is beyond its largest finite number becomes infinity, or NaN if it has none.</param>
    /// <param name="negative">The sign.</param>
    /// <param name="magnitude">The exact magnitude in units of 2^exponent.</param>
    /// <param name="exponent">Weight of the magnitude's lowest bit, as a power of two.</param>
    /// <param name="status">What rounding did. Tininess is judged on the exact value, before rounding.</param>
    /// <returns>The bit pattern; a zero keeps the sign.</returns>
    public static uint Round(
        NumberFormat format, bool negative, UInt128 magnitude, int exponent, out FloatStatus status)
    {
        status = FloatStatus.None;
        uint sign = negative ? 1u << (format.Bits - 1) : 0;
        if (magnitude == UInt128.Zero)
        {
            return sign;
        }

        int top = 127 - (int)UInt128.LeadingZeroCount(magnitude);
        int smallestNormal = 1 - format.Bias;
        bool tiny = exponent + top < smallestNormal;

        // The weight of the result's lowest bit; subnormals all share the smallest one.
        int lowest = Math.Max(exponent + top, smallestNormal) - format.FractionBits;
        ulong significand = Shift(magnitude, lowest - exponent, out bool inexact);
        if (significand >> (format.FractionBits + 1) != 0)
        {
            significand >>= 1;
            lowest++;
        }

        bool subnormal = significand >> format.FractionBits == 0;
        int field = subnormal ? 0 : lowest + format.FractionBits + format.Bias;
        uint fraction = (uint)significand & ((1u << format.FractionBits) - 1);
        ulong pattern = ((ulong)(uint)field << format.FractionBits) | fraction;
        if (pattern > format.LargestFinite)
        {
            status = FloatStatus.Overflow | FloatStatus.Inexact;
            return FloatBits.Overflowed(format, negative);
        }

        if (inexact)
        {
            status = tiny ? FloatStatus.Inexact | FloatStatus.Underflow : FloatStatus.Inexact;
        }

        return sign | (uint)pattern;
    }

    /// <summary>Rounds <paramref name="value"/>·2^<paramref name="exponent"/>, of any width; zero gives +0.</summary>
    public static uint Round(NumberFormat format, BigInteger value, int exponent)
    {
        BigInteger magnitude = BigInteger.Abs(value);
        int excess = (int)magnitude.GetBitLength() - WideBits;
        if (excess > 0)
        {
            // Far below the rounding position only "is anything there" counts.
            bool sticky = !(magnitude & ((BigInteger.One << excess) - 1)).IsZero;
            magnitude = (magnitude >> excess) | (sticky ? BigInteger.One : BigInteger.Zero);
            exponent += excess;
        }

        return Round(format, value.Sign < 0, (UInt128)magnitude, exponent, out _);
    }

    // Shifts right by places (left when negative), to nearest, ties to even.
    private static ulong Shift(UInt128 value, int places, out bool inexact)
    {
        inexact = false;
        if (places <= 0)
        {
            return (ulong)(value << -places);
        }

        if (places > 127)
        {
            // Nothing is kept; only a magnitude of all 128 bits can reach half of the lowest place.
            inexact = true;
            return places == 128 && value > UInt128.One << 127 ? 1UL : 0UL;
        }

        UInt128 kept = value >> places;
        UInt128 rest = value - (kept << places);
        UInt128 half = UInt128.One << (places - 1);
        inexact = rest != UInt128.Zero;
        bool up = rest > half || (rest == half && UInt128.IsOddInteger(kept));
        return (ulong)kept + (up ? 1UL : 0UL);
    }
}
