namespace MixPe.Model.Formats;

/// <summary>Values of fixed-point formats to and from their codes, bit patterns in the low bits with zeros above: integers, and
/// minifloats in units of 2^<see cref="NumberFormat.LsbExponent"/>.</summary>
public static class IntegerCodec
{
    // The code of 0.
    private const int TernaryZero = 2;

    // Magnitudes of flint in their order, and their codes.
    private static readonly int[] FlintValues = [0, 1, 2, 3, 4, 6, 8, 16];
    private static readonly int[] FlintCodes = [0, 1, 2, 3, 6, 7, 5, 4];

    /// <summary>The value of a code, of pairs beside a neighbour that is none of an outlier; a pattern of FP8 weights that is no code is the number that its fields say.</summary>
    /// <exception cref="ArgumentException">The format is not fixed-point, or the code is wider than it.</exception>
    /// <exception cref="OverflowException">The value does not fit 64 bits.</exception>
    public static long Decode(NumberFormat format, ushort code)
    {
        RequireCode(format, code);
        return DecodeValid(format, code);
    }

    /// <summary>The number that a code stands for, units counted in; a minifloat's zero keeps its sign.</summary>
    /// <exception cref="ArgumentException">The format is not fixed-point, or the code is wider than it.</exception>
    public static double ToDouble(NumberFormat format, ushort code)
    {
        RequireCode(format, code);
        if (!format.IsMinifloat)
        {
            return DecodeValid(format, code);
        }

        FloatParts parts = Unpack(format, code);
        double magnitude = Math.ScaleB(parts.Significand, parts.Exponent + format.LsbExponent);
        return parts.Negative ? -magnitude : magnitude;
    }

    /// <summary>The code of a value; of zero that without a sign.</summary>
    /// <exception cref="ArgumentException">The format is not fixed-point, or the value lies between two of its.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the format's range.</exception>
    public static ushort Encode(NumberFormat format, long value)
    {
        RequireFixedPoint(format);
        if (value < format.SmallestUnits || value > format.LargestUnits)
        {
            throw new ArgumentOutOfRangeException(
                nameof(value), value, $"{format} holds {format.SmallestUnits} to {format.LargestUnits}");
        }

        ushort code = Nearest(format, value);
        return DecodeValid(format, code) == value
            ? code
            : throw new ArgumentException($"{value} lies between two values of {format}", nameof(value));
    }

    /// <summary>The code of the nearest value, ties to even, of minifloats without a fraction away from zero, of flint and outliers to every other one, of pairs that of an integer; beyond the format's
    /// range that of the end of it.</summary>
    /// <param name="format">A fixed-point format.</param>
    /// <param name="value">Any finite number, in units of 2^<see cref="NumberFormat.LsbExponent"/>.</param>
    /// <exception cref="ArgumentException">The format is not fixed-point.</exception>
    public static ushort Nearest(NumberFormat format, double value)
    {
        RequireFixedPoint(format);
        double clamped = Math.Clamp(value, (double)format.SmallestUnits, (double)format.LargestUnits);
        if (!format.IsMinifloat)
        {
            int integer = (int)Math.Round(clamped, MidpointRounding.ToEven);
            if (format.HasOutlierLane)
            {
                return OutlierWord.Encode(integer);
            }

            return (ushort)(format.Kind == NumberKind.Ternary ? integer + TernaryZero : integer & ((1 << format.Bits) - 1));
        }

        double magnitude = Math.Abs(clamped);
        if (format.Kind is NumberKind.OutlierPair or NumberKind.PairElement)
        {
            return format.IsPaired ? OutlierPairs.NearestNormal(value) : OutlierPairs.NearestElement(value);
        }

        int pattern = format.Kind == NumberKind.Flint ? NearestFlint(magnitude) : NearestMinifloat(format, magnitude);
        return (ushort)(pattern | (clamped < 0 && pattern > 0 ? 1 << (format.Bits - 1) : 0));
    }

    /// <summary>A minifloat taken apart: sign, significand, and the exponent of its lowest bit above that of the smallest subnormal's.
    /// </summary>
    public static FloatParts Unpack(NumberFormat format, ushort code)
    {
        bool isNegative = code >> (format.Bits - 1) != 0;
        if (format.Kind is NumberKind.OutlierPair or NumberKind.PairElement)
        {
            return OutlierPairs.Unpack(format.IsPaired ? OutlierPairs.Element(code, other: 0) : code);
        }

        if (format.Kind == NumberKind.Flint)
        {
            var (flint, places) = (code & 7) switch { 4 => (1u, 4), 5 => (1u, 3), 6 => (1u, 2), 7 => (3u, 1), var small => ((uint)small, 0) };
            return new FloatParts(isNegative, flint, places);
        }

        uint fraction = code & ((1u << format.FractionBits) - 1);
        int field = (code >> format.FractionBits) & ((1 << format.ExponentBits) - 1);
        return new FloatParts(
            isNegative, field == 0 ? fraction : fraction | (1u << format.FractionBits), Math.Max(0, field - 1));
    }

    /// <summary>Refuses the first code that is wider than its format.</summary>
    /// <param name="format">Any format.</param>
    /// <param name="codes">[rows, columns] codes, row major.</param>
    /// <param name="columns">Row length.</param>
    /// <param name="operand">The operand's name for the message.</param>
    /// <exception cref="InvalidCodeException">With the position of the first invalid code.</exception>
    public static void Check(NumberFormat format, ReadOnlySpan<ushort> codes, int columns, string operand)
    {
        if (format.Bits >= 16)
        {
            return;
        }

        bool isTernary = format.Kind == NumberKind.Ternary;
        int bad = codes.IndexOfAnyExceptInRange((ushort)(isTernary ? 1 : 0), (ushort)((1 << format.Bits) - 1));
        if (bad >= 0)
        {
            throw new InvalidCodeException(
                operand, bad / columns, bad % columns, codes[bad],
                isTernary ? $"a code of {format} is 1, 2 or 3" : $"a code of {format} has {format.Bits} bits");
        }

        if (format is { IsMinifloat: true, HasSpecials: true })
        {
            RequireFinite(format, codes, columns, operand);
        }
    }

    // Inner loops run on operands that were checked once as a whole.
    internal static long DecodeValid(NumberFormat format, ushort code)
    {
        if (format.IsMinifloat)
        {
            FloatParts parts = Unpack(format, code);
            long magnitude = checked((long)((UInt128)parts.Significand << parts.Exponent));
            return parts.Negative ? -magnitude : magnitude;
        }

        if (format.Kind == NumberKind.Ternary)
        {
            // What is no code is refused on input; the hardware takes it for a zero.
            return code == 0 ? 0 : code - TernaryZero;
        }

        if (format.HasOutlierLane)
        {
            return OutlierWord.Decode(code);
        }

        int unused = 32 - format.Bits;
        return format.Kind == NumberKind.Signed ? code << unused >> unused : code;
    }

    private static int NearestMinifloat(NumberFormat format, double magnitude)
    {
        // A binade above the first has steps as much larger as its exponent; a hidden bit adds one to the exponent's field.
        int shift = Math.Max(0, Math.ILogB(Math.Max(1, magnitude)) - format.FractionBits);
        int significand = (int)Math.Round(Math.ScaleB(magnitude, -shift), MidpointRounding.ToEven);
        return (shift << format.FractionBits) + significand;
    }

    // Of two as near the one at an even place of their order.
    private static int NearestFlint(double magnitude)
    {
        int best = 0;
        for (int i = 1; i < FlintValues.Length; i++)
        {
            double less = Math.Abs(FlintValues[best] - magnitude) - Math.Abs(FlintValues[i] - magnitude);
            best = less > 0 || (less == 0 && i % 2 == 0) ? i : best;
        }

        return FlintCodes[best];
    }

    private static void RequireFinite(NumberFormat format, ReadOnlySpan<ushort> codes, int columns, string operand)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            if (!FloatBits.IsFinite(format, codes[i]))
            {
                throw new InvalidCodeException(
                    operand, i / columns, i % columns, codes[i],
                    $"a code of {format} {operand} is a finite number, of magnitude 0 to {format.LargestFinite}");
            }
        }
    }

    private static void RequireCode(NumberFormat format, ushort code)
    {
        RequireFixedPoint(format);
        if (code >> format.Bits != 0)
        {
            throw new ArgumentException($"{code} has more than the {format.Bits} bits of {format}", nameof(code));
        }
    }

    private static void RequireFixedPoint(NumberFormat format)
    {
        if (!format.IsFixedPoint)
        {
            throw new ArgumentException($"{format} is not a fixed-point format", nameof(format));
        }
    }
}
