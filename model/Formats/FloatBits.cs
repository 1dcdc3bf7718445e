namespace MixPe.Model.Formats;

/// <summary>Bit patterns of the floating-point formats, to and from numbers.</summary>
public static class FloatBits
{
    /// <summary>The quiet NaN that every result uses: sign 0, top fraction bit 1, the rest 0.</summary>
    public static uint CanonicalNaN(NumberFormat format) =>
        ExponentMask(format) | (1u << (format.FractionBits - 1));

    /// <summary>The infinity of that sign.</summary>
    public static uint Infinity(NumberFormat format, bool negative) =>
        ExponentMask(format) | (negative ? SignMask(format) : 0);

    /// <summary>True for every NaN pattern.</summary>
    public static bool IsNaN(NumberFormat format, uint bits) =>
        (bits & ~SignMask(format)) > ExponentMask(format);

    /// <summary>True for the two infinities.</summary>
    public static bool IsInfinity(NumberFormat format, uint bits) =>
        (bits & ~SignMask(format)) == ExponentMask(format);

    /// <summary>True for zeros, subnormals and normal numbers.</summary>
    public static bool IsFinite(NumberFormat format, uint bits) =>
        (bits & ExponentMask(format)) != ExponentMask(format);

    /// <summary>True when the sign bit is set.</summary>
    public static bool IsNegative(NumberFormat format, uint bits) => (bits & SignMask(format)) != 0;

    /// <summary>Takes a finite number apart.</summary>
    /// <exception cref="ArgumentException">The pattern is an infinity, a NaN, or wider than the format.</exception>
    public static FloatParts Unpack(NumberFormat format, uint bits)
    {
        RequireWidth(format, bits);
        if (!IsFinite(format, bits))
        {
            throw new ArgumentException($"0x{bits:x} of {format} is not finite", nameof(bits));
        }

        uint fraction = bits & ((1u << format.FractionBits) - 1);
        int field = (int)((bits & ExponentMask(format)) >> format.FractionBits);
        uint significand = field == 0 ? fraction : fraction | (1u << format.FractionBits);
        int exponent = Math.Max(field, 1) - format.Bias - format.FractionBits;
        return new FloatParts(IsNegative(format, bits), significand, exponent);
    }

    /// <summary>The value, exactly; every NaN gives <see cref="double.NaN"/>.</summary>
    /// <exception cref="ArgumentException">The pattern is wider than the format.</exception>
    public static double ToDouble(NumberFormat format, uint bits)
    {
        RequireWidth(format, bits);
        if (IsNaN(format, bits))
        {
            return double.NaN;
        }

        if (IsInfinity(format, bits))
        {
            return IsNegative(format, bits) ? double.NegativeInfinity : double.PositiveInfinity;
        }

        FloatParts parts = Unpack(format, bits);
        double magnitude = Math.ScaleB(parts.Significand, parts.Exponent);
        return parts.Negative ? -magnitude : magnitude;
    }

    /// <summary>The value rounded once, to nearest even; overflow gives infinity, every NaN the canonical one.
    /// A <see cref="float"/> widens to <see cref="double"/> exactly, so this serves it too.</summary>
    public static uint FromDouble(NumberFormat format, double value)
    {
        if (double.IsNaN(value))
        {
            return CanonicalNaN(format);
        }

        bool negative = double.IsNegative(value);
        if (double.IsInfinity(value))
        {
            return Infinity(format, negative);
        }

        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        ulong fraction = bits & ((1UL << 52) - 1);
        int field = (int)(bits >> 52) & 0x7ff;
        ulong significand = field == 0 ? fraction : fraction | (1UL << 52);
        return FloatRounding.Round(format, negative, significand, Math.Max(field, 1) - 1075, out _);
    }

    private static uint SignMask(NumberFormat format) => 1u << (format.Bits - 1);

    private static uint ExponentMask(NumberFormat format) =>
        ((1u << format.ExponentBits) - 1) << format.FractionBits;

    private static void RequireWidth(NumberFormat format, uint bits)
    {
        if (format.IsInteger)
        {
            throw new ArgumentException($"{format} is not a floating-point format", nameof(format));
        }

        if (format.Bits < 32 && bits >> format.Bits != 0)
        {
            throw new ArgumentException($"0x{bits:x} has more than the {format.Bits} bits of {format}", nameof(bits));
        }
    }
}
