using System.Numerics;
using MixPe.Model.Formats;

namespace MixPe.Model.Golden;

/// <summary>A fused dot product and add, modelled on tensor cores of GPUs (Fasi, Higham, Mikaitis, Pranesh, "Numerical behavior of NVIDIA
/// tensor cores", PeerJ Computer Science 7, 2021; Khattak, Mikaitis, arXiv 2512.07004): all products of a beat and the accumulator are
/// aligned to the largest place among them, cut off below a window, added exactly, and cut off once more to binary32.</summary>
public static class FusedDot
{
    /// <summary>Places of the window: one above the accumulator's leading one, since a product may be from 2 to 4, the 24 of binary32, and
    /// one below them.</summary>
    public const int WindowBits = 26;

    /// <summary>Bits of a product of significands: the place of the highest one counts in the alignment, whether it is set
    /// or not, since a product is not normalized.</summary>
    public static int ProductBits(NumberFormat weights, NumberFormat activations)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(activations);
        int significand = (2 << activations.FractionBits) - 1;
        BigInteger weight = HasExponent(weights) ? (2 << weights.FractionBits) - 1 : weights.ReachUnits;
        return (int)(significand * weight).GetBitLength();
    }

    /// <summary>True for weights whose own exponents count in the alignment: those of four bits and more. Others are integers in units of
    /// their lowest place.</summary>
    public static bool HasExponent(NumberFormat weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return !weights.IsFixedPoint || weights is { IsMinifloat: true, ExponentBits: > 3 };
    }

    /// <summary>The sum over a group, beat by beat, from +0; missing lanes of the last beat add nothing.</summary>
    public static float Group(
        NumberFormat weights, ReadOnlySpan<ushort> w, NumberFormat activations, ReadOnlySpan<ushort> x, int lanes)
    {
        if (weights.IsPaired)
        {
            return Group(weights.Element, OutlierPairs.Elements(w), activations, x, lanes);
        }

        float accumulator = 0;
        for (int start = 0; start < w.Length; start += lanes)
        {
            int length = Math.Min(lanes, w.Length - start);
            accumulator = Add(accumulator, weights, w.Slice(start, length), activations, x.Slice(start, length));
        }

        return accumulator;
    }

    /// <summary>One beat: the accumulator, zero or a normal number, with the products of all lanes.</summary>
    public static float Add(
        float accumulator, NumberFormat weights, ReadOnlySpan<ushort> w, NumberFormat activations, ReadOnlySpan<ushort> x)
    {
        if (weights.IsPaired)
        {
            return Add(accumulator, weights.Element, OutlierPairs.Elements(w), activations, x);
        }

        int bits = ProductBits(weights, activations);
        bool isNaN = float.IsNaN(accumulator);
        bool isPositive = float.IsPositiveInfinity(accumulator);
        bool isNegative = float.IsNegativeInfinity(accumulator);
        List<Term> terms = [];
        if (float.IsFinite(accumulator))
        {
            FloatParts parts = FloatBits.Unpack(NumberFormats.Fp32, BitConverter.SingleToUInt32Bits(accumulator));
            terms.Add(new Term(parts.Negative, parts.Significand, parts.Exponent, NumberFormats.Fp32.FractionBits + 2));
        }

        for (int lane = 0; lane < x.Length; lane++)
        {
            FloatParts a = Activation(activations, x[lane], out bool isSpecial);
            FloatParts b = Weight(weights, w[lane], out bool isSpecialWeight);
            if (isSpecial || isSpecialWeight)
            {
                bool isNaNHere = FloatBits.IsNaN(activations, x[lane]) || (isSpecialWeight && FloatBits.IsNaN(weights, w[lane]))
                    || (!isSpecialWeight && b.Significand == 0) || (!isSpecial && a.Significand == 0);
                bool sign = a.Negative != b.Negative;
                isNaN |= isNaNHere;
                isPositive |= !isNaNHere && !sign;
                isNegative |= !isNaNHere && sign;
                continue;
            }

            terms.Add(new Term(
                a.Negative != b.Negative, (long)a.Significand * b.Significand, a.Exponent + b.Exponent, bits));
        }

        return isNaN || (isPositive && isNegative) ? float.NaN
            : isPositive ? float.PositiveInfinity
            : isNegative ? float.NegativeInfinity
            : Sum(terms);
    }

    private static float Sum(List<Term> terms)
    {
        IEnumerable<Term> some = terms.Where(term => term.Magnitude != 0);
        if (!some.Any())
        {
            return 0;
        }

        // The unit is the lowest place of a window whose highest place is the largest.
        int unit = some.Max(term => term.Top) - WindowBits + 1;
        BigInteger sum = 0;
        foreach (Term term in some)
        {
            int places = term.Unit - unit;
            BigInteger aligned = places >= 0 ? (BigInteger)term.Magnitude << places : (BigInteger)term.Magnitude >> -places;
            sum += term.IsNegative ? -aligned : aligned;
        }

        // Toward zero: below the 24 highest places nothing is left.
        BigInteger magnitude = BigInteger.Abs(sum);
        int rest = Math.Max(0, (int)magnitude.GetBitLength() - (NumberFormats.Fp32.FractionBits + 1));
        float value = MathF.ScaleB((float)(int)(magnitude >> rest), rest + unit);
        return sum.Sign < 0 ? -value : value;
    }

    private static FloatParts Activation(NumberFormat format, ushort code, out bool isSpecial)
    {
        isSpecial = !FloatBits.IsFinite(format, code);
        return isSpecial ? new FloatParts(FloatBits.IsNegative(format, code), 1, 0) : FloatBits.Unpack(format, code);
    }

    private static FloatParts Weight(NumberFormat format, ushort code, out bool isSpecial)
    {
        if (!format.IsFixedPoint)
        {
            return Activation(format, code, out isSpecial);
        }

        isSpecial = false;
        if (HasExponent(format))
        {
            FloatParts parts = IntegerCodec.Unpack(format, code);
            return parts with { Exponent = parts.Exponent + format.LsbExponent };
        }

        long value = IntegerCodec.DecodeValid(format, code);
        return new FloatParts(
            value < 0 || (format.IsMinifloat && code >> (format.Bits - 1) != 0), (uint)Math.Abs(value), format.LsbExponent);
    }

    // A magnitude in units of 2^Unit, of Bits places.
    private readonly record struct Term(bool IsNegative, long Magnitude, int Unit, int Bits)
    {
        internal int Top => Unit + Bits - 1;
    }
}
