using MixPe.Model.Formats;

namespace MixPe.Model.Golden;

/// <summary>Activations as exact fixed-point numbers.</summary>
public static class FixedPoint
{
    /// <summary>Every finite binary16 number is a multiple of 2^−24.</summary>
    public const int Fp16Exponent = -24;

    /// <summary>Weight of the lowest bit of an exact sum over that activation format, as a power of two.</summary>
    public static int Exponent(NumberFormat activations) => activations.IsInteger ? 0 : Fp16Exponent;

    /// <summary>The same of an exact sum of products.</summary>
    public static int Exponent(NumberFormat weights, NumberFormat activations)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return weights.LsbExponent + Exponent(activations);
    }

    /// <summary>Largest magnitude of a finite element, in units of 2^<see cref="Exponent(NumberFormat)"/>.</summary>
    public static long MaxMagnitude(NumberFormat activations) => activations.IsInteger
        ? Math.Max(-activations.MinInteger, activations.MaxInteger)
        : 2047L << 29;

    /// <summary>One activation: an integer, or binary16 in units of 2^−24.</summary>
    public static ExactSum FromCode(NumberFormat activations, ushort code)
    {
        if (activations.IsInteger)
        {
            return ExactSum.Finite(IntegerCodec.DecodeValid(activations, code));
        }

        if (!Fp16.IsFinite(code))
        {
            return Fp16.IsNaN(code) ? ExactSum.NaN : ExactSum.Infinity((code & 0x8000) != 0);
        }

        FloatParts parts = FloatBits.Unpack(NumberFormats.Fp16, code);
        long magnitude = (long)parts.Significand << (parts.Exponent - Fp16Exponent);
        return ExactSum.Finite(parts.Negative ? -magnitude : magnitude);
    }
}
