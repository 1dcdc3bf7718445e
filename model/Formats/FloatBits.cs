namespace MixPe.Model.Formats;

/// <summary>Bit patterns of the floating-point formats, to and from numbers.</summary>
public static class FloatBits
{
    /// <summary>The quiet NaN that every result uses: sign 0, top fraction bit 1, the rest 0; in a format without infinities
    /// the only one of that sign.</summary>
    public static uint CanonicalNaN(NumberFormat format) =>
        format.HasInfinity ? ExponentMask(format) | (1u << (format.FractionBits - 1)) : format.LargestFinite + 1;

    /// <summary>The infinity of that sign.</summary>
    /// <exception cref="ArgumentException">The format has none.</exception>
    public static uint Infinity(NumberFormat format, bool negative) => format.HasInfinity
        ? ExponentMask(format) | (negative ? SignMask(format) : 0)
        : throw new ArgumentException($"{format} has no infinity", nameof(format));

    /// <summary>The pattern of 1.</summary>
    public static uint One(NumberFormat format) => (uint)format.Bias << format.FractionBits;

    /// <summary>True for every NaN pattern.</summary>
    public static bool IsNaN(NumberFormat format, uint bits) =>
        (bits & ~SignMask(format)) > format.LargestFinite + (format.HasInfinity ? 1u : 0u);

    /// <summary>True for the two infinities.</summary>
    public static bool IsInfinity(NumberFormat format, uint bits) =>
        format.HasInfinity && (bits & ~SignMask(format)) == ExponentMask(format);

    /// <summary>True for zeros, subnormals and normal numbers.</summary>
    public static bool IsFinite(NumberFormat format, uint bits) => (bits & ~SignMask(format)) <= format.LargestFinite;

    /// <summary>True if none is infinite or NaN.</summary>
    public static bool AllFinite(NumberFormat format, ReadOnlySpan<ushort> bits)
    {
        foreach (ushort code in bits)
        {
            if (!IsFinite(format, code))
            {
                return false;
            }
        }

        return true;
    }

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

        if (format.Kind == NumberKind.PowerOfTwo)
        {
            return new FloatParts(false, 1, (int)bits - format.Bias);
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

    /// <summary>The value of a format of at most 16 bits or binary32, exactly.</summary>
    /// <exception cref="ArgumentException">The pattern is wider than the format.</exception>
    public static float ToSingle(NumberFormat format, ushort bits) =>
        format == NumberFormats.Fp16 ? Fp16.ToSingle(bits) : (float)ToDouble(format, bits);

    /// <summary>The value rounded once, to nearest even; overflow gives infinity, or NaN where there is none; every NaN the canonical one.
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
            return Overflowed(format, negative);
        }

        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        ulong fraction = bits & ((1UL << 52) - 1);
        int field = (int)(bits >> 52) & 0x7ff;
        ulong significand = field == 0 ? fraction : fraction | (1UL << 52);
        return FloatRounding.Round(format, negative, significand, Math.Max(field, 1) - 1075, out _);
    }

    /// <summary>What is too large: the infinity of that sign, or the canonical NaN of a format without one (the OCP
    /// specification's non-saturating mode), or the largest number of a format without either (OCP Microscaling Formats v1.0, 5.3.2).
    /// </summary>
    internal static uint Overflowed(NumberFormat format, bool negative) =>
        !format.HasSpecials ? format.LargestFinite | (negative ? SignMask(format) : 0)
        : format.HasInfinity ? Infinity(format, negative)
        : CanonicalNaN(format);

    private static uint SignMask(NumberFormat format) =>
        format.Kind == NumberKind.PowerOfTwo ? 0 : 1u << (format.Bits - 1);

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
