using System.Numerics;
using MixPe.Model.Formats;

namespace MixPe.Model.Golden;

/// <summary>Activations as exact fixed-point numbers.</summary>
public static class FixedPoint
{
    /// <summary>Weight of the lowest bit of an exact sum over that activation format, as a power of two.</summary>
    public static int Exponent(NumberFormat activations) => activations.IsInteger ? 0 : activations.SubnormalExponent;

    /// <summary>The same of an exact sum of products.</summary>
    public static int Exponent(NumberFormat weights, NumberFormat activations)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return weights.LsbExponent + Exponent(activations);
    }

    /// <summary>Largest magnitude of a finite element, in its format's units.</summary>
    public static BigInteger MaxMagnitude(NumberFormat activations) =>
        BigInteger.Max(-activations.SmallestUnits, activations.LargestUnits);

    /// <summary>One activation: an integer, or a floating-point number in units of its smallest subnormal.</summary>
    public static ExactSum FromCode(NumberFormat activations, ushort code)
    {
        if (activations.IsInteger)
        {
            return ExactSum.Finite(IntegerCodec.DecodeValid(activations, code));
        }

        if (!FloatBits.IsFinite(activations, code))
        {
            return FloatBits.IsNaN(activations, code)
                ? ExactSum.NaN
                : ExactSum.Infinity(FloatBits.IsNegative(activations, code));
        }

        FloatParts parts = FloatBits.Unpack(activations, code);
        long magnitude = (long)parts.Significand << (parts.Exponent - activations.SubnormalExponent);
        return ExactSum.Finite(parts.Negative ? -magnitude : magnitude);
    }
}
