using System.Numerics;
using MixPe.Model.Formats;

namespace MixPe.Model.Golden;

/// <summary>The steps from a group's sum to an output, one method a rounding. Arithmetic on <see cref="float"/> is
/// IEEE 754 binary32, to nearest even, with subnormals; only <see cref="Finish"/> makes NaN canonical.</summary>
public static class Dequantize
{
    // Every finite binary32 number is a multiple of 2^−149.
    private const int Fp32Exponent = -149;

    /// <summary>f = RN32(t); an exact zero is +0.</summary>
    /// <param name="t">The group's sum.</param>
    /// <param name="exponent">Weight of its lowest bit, as a power of two.</param>
    public static float Round32(ExactSum t, int exponent) => t.Class switch
    {
        SumClass.Finite => BitConverter.UInt32BitsToSingle(FloatRounding.Round(
            NumberFormats.Fp32, t.Value < 0, (ulong)Int128.Abs(t.Value), exponent, out _)),
        SumClass.PositiveInfinity => float.PositiveInfinity,
        SumClass.NegativeInfinity => float.NegativeInfinity,
        _ => float.NaN,
    };

    /// <summary>p = RN32(f·s).</summary>
    /// <param name="f">The group's sum.</param>
    /// <param name="format">Format of s, of at most 16 bits.</param>
    /// <param name="scale">The bit pattern of s.</param>
    public static float Multiply(float f, NumberFormat format, ushort scale) => f * FloatBits.ToSingle(format, scale);

    /// <summary>p = RN32(f·s·sx), one rounding: 24 bits of f and 11 of each scale are exact in binary64, where no product of
    /// these ends.</summary>
    /// <param name="f">The group's sum.</param>
    /// <param name="format">Format of s, of at most 16 bits.</param>
    /// <param name="scale">The bit pattern of s, of a group of W.</param>
    /// <param name="activationFormat">Format of sx, of at most 16 bits.</param>
    /// <param name="activationScale">The bit pattern of sx, of a group of X.</param>
    public static float Multiply(
        float f, NumberFormat format, ushort scale, NumberFormat activationFormat, ushort activationScale) =>
        (float)(FloatBits.ToDouble(format, scale) * FloatBits.ToDouble(activationFormat, activationScale) * f);

    /// <summary>y32 = RN32(y·st), of any two binary32 numbers.</summary>
    /// <param name="y">A result.</param>
    /// <param name="scale">The binary32 pattern of st, the scale of tensors.</param>
    public static float Multiply(float y, uint scale) => y * BitConverter.UInt32BitsToSingle(scale);

    /// <summary>acc32 = RN32(RN32(sum)·s), what integer scales of groups leave of K.</summary>
    /// <param name="sum">The sum over all groups of integer scale times corrected dot product.</param>
    /// <param name="scale">The binary16 pattern of the channel's scale.</param>
    public static float Channel(long sum, ushort scale) =>
        Multiply(Round32(ExactSum.Finite(sum), 0), NumberFormats.Fp16, scale);

    /// <summary>f = RN32(d·a − dmin·b), what is in the parentheses exact; an exact zero is +0. A scale or a unit that is not finite goes
    /// through IEEE 754's operations.</summary>
    /// <param name="a">The sum over a super group of integer scale times dot product.</param>
    /// <param name="b">The sum over it of minimum times activation sum.</param>
    /// <param name="scale">The binary16 pattern of d.</param>
    /// <param name="unit">The binary16 pattern of dmin.</param>
    public static float SuperGroup(long a, long b, ushort scale, ushort unit)
    {
        if (!Fp16.IsFinite(scale) || !Fp16.IsFinite(unit))
        {
            // Only signs and zeros of finite factors count.
            return (float)(((double)Fp16.ToSingle(scale) * a) - ((double)Fp16.ToSingle(unit) * b));
        }

        BigInteger difference = (Units(scale) * a) - (Units(unit) * b);
        return BitConverter.UInt32BitsToSingle(FloatRounding.Round(NumberFormats.Fp32, difference, NumberFormats.Fp16.SubnormalExponent));
    }

    /// <summary>RN32(acc32 + p).</summary>
    public static float Accumulate(float accumulator, float product) => accumulator + product;

    /// <summary>RN32(acc32 + s·t) with one rounding; specials as IEEE 754 fusedMultiplyAdd; an exact zero is +0.</summary>
    /// <param name="accumulator">acc32.</param>
    /// <param name="t">The group's exact sum.</param>
    /// <param name="exponent">Weight of its lowest bit, as a power of two; 0 or −24.</param>
    /// <param name="scale">The binary16 pattern of s.</param>
    public static float FusedAccumulate(float accumulator, ExactSum t, int exponent, ushort scale)
    {
        if (!float.IsFinite(accumulator) || t.Class != SumClass.Finite || !Fp16.IsFinite(scale))
        {
            // No rounding is left to do: NaN and infinity come out of plain IEEE operations the same.
            return accumulator + Multiply(Round32(t, exponent), NumberFormats.Fp16, scale);
        }

        FloatParts s = FloatBits.Unpack(NumberFormats.Fp16, scale);
        BigInteger product = new BigInteger(s.Negative ? -(long)s.Significand : s.Significand) * t.Value;
        product <<= s.Exponent + exponent - Fp32Exponent;
        FloatParts a = FloatBits.Unpack(NumberFormats.Fp32, BitConverter.SingleToUInt32Bits(accumulator));
        BigInteger sum = new BigInteger(a.Negative ? -(long)a.Significand : a.Significand);
        sum = (sum << (a.Exponent - Fp32Exponent)) + product;
        return BitConverter.UInt32BitsToSingle(FloatRounding.Round(NumberFormats.Fp32, sum, Fp32Exponent));
    }

    // A finite binary16 number in units of the smallest one.
    private static BigInteger Units(ushort number)
    {
        FloatParts parts = FloatBits.Unpack(NumberFormats.Fp16, number);
        BigInteger magnitude = (BigInteger)parts.Significand << (parts.Exponent - NumberFormats.Fp16.SubnormalExponent);
        return parts.Negative ? -magnitude : magnitude;
    }

    /// <summary>y32 = acc32, or RN32(acc32·sx); then RN32(y32·st); y = RN_out(y32), or RN_out(RN32(y32 + c)); every NaN is the canonical
    /// one.</summary>
    /// <param name="accumulator">acc32.</param>
    /// <param name="activationScale">The binary16 pattern of sx, or null when the design has none.</param>
    /// <param name="tensorScale">The binary32 pattern of st, or null when the design has none.</param>
    /// <param name="addend">The binary32 pattern of c, or null when the design has none.</param>
    /// <param name="output">fp32, fp16 or bf16.</param>
    /// <returns>The output's bit pattern.</returns>
    public static uint Finish(float accumulator, ushort? activationScale, uint? tensorScale, uint? addend, NumberFormat output)
    {
        float y = activationScale is ushort scale ? Multiply(accumulator, NumberFormats.Fp16, scale) : accumulator;
        y = tensorScale is uint tensor ? Multiply(y, tensor) : y;
        return FloatBits.FromDouble(output, addend is uint c ? y + BitConverter.UInt32BitsToSingle(c) : y);
    }
}
