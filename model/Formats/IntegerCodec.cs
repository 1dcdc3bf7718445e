using System.Numerics;

namespace MixPe.Model.Formats;

/// <summary>Values of fixed-point formats to and from their codes, bit patterns in the low bits with zeros above: integers, and
/// minifloats in units of 2^<see cref="NumberFormat.LsbExponent"/>.</summary>
public static class IntegerCodec
{
    // The code of 0.
    private const int TernaryZero = 2;

    /// <summary>The value of a code.</summary>
    /// <exception cref="ArgumentException">The format is not fixed-point, or the code is wider than it.</exception>
    public static int Decode(NumberFormat format, ushort code)
    {
        RequireFixedPoint(format);
        if (code >> format.Bits != 0)
        {
            throw new ArgumentException($"{code} has more than the {format.Bits} bits of {format}", nameof(code));
        }

        return DecodeValid(format, code);
    }

    /// <summary>The code of a value.</summary>
    /// <exception cref="ArgumentException">The format is not fixed-point, or the value lies between two of its.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the format's range.</exception>
    public static ushort Encode(NumberFormat format, int value)
    {
        RequireFixedPoint(format);
        if (value < format.MinInteger || value > format.MaxInteger)
        {
            throw new ArgumentOutOfRangeException(
                nameof(value), value, $"{format} holds {format.MinInteger} to {format.MaxInteger}");
        }

        return format.Kind switch
        {
            NumberKind.Minifloat => EncodeMinifloat(format, value),
            NumberKind.Ternary => (ushort)(value + TernaryZero),
            _ => (ushort)(value & ((1 << format.Bits) - 1)),
        };
    }

    /// <summary>The nearest value of the format, ties to an even code; beyond its range the end of it.</summary>
    /// <param name="format">A fixed-point format.</param>
    /// <param name="value">Any finite number, in units of 2^<see cref="NumberFormat.LsbExponent"/>.</param>
    /// <returns>The value in those units.</returns>
    /// <exception cref="ArgumentException">The format is not fixed-point.</exception>
    public static int Nearest(NumberFormat format, double value)
    {
        RequireFixedPoint(format);
        double clamped = Math.Clamp(value, format.MinInteger, format.MaxInteger);

        // A binade above the first has steps as much larger as its exponent.
        double step = format.IsMinifloat
            ? Math.ScaleB(1, Math.Max(0, Math.ILogB(Math.Max(1, Math.Abs(clamped))) - format.FractionBits))
            : 1;
        return (int)(Math.Round(clamped / step, MidpointRounding.ToEven) * step);
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
    }

    // Inner loops run on operands that were checked once as a whole.
    internal static int DecodeValid(NumberFormat format, ushort code)
    {
        if (format.IsMinifloat)
        {
            return DecodeMinifloat(format, code);
        }

        if (format.Kind == NumberKind.Ternary)
        {
            // What is no code is refused on input; the hardware takes it for a zero.
            return code == 0 ? 0 : code - TernaryZero;
        }

        int unused = 32 - format.Bits;
        return format.Kind == NumberKind.Signed ? code << unused >> unused : code;
    }

    private static int DecodeMinifloat(NumberFormat format, ushort code)
    {
        int fraction = code & ((1 << format.FractionBits) - 1);
        int field = (code >> format.FractionBits) & ((1 << format.ExponentBits) - 1);
        int magnitude = field == 0 ? fraction : (fraction | 1 << format.FractionBits) << (field - 1);
        return code >> (format.Bits - 1) != 0 ? -magnitude : magnitude;
    }

    private static ushort EncodeMinifloat(NumberFormat format, int value)
    {
        int magnitude = Math.Abs(value);
        int hidden = 1 << format.FractionBits;
        int field = 0;
        if (magnitude >= hidden)
        {
            int shift = BitOperations.Log2((uint)magnitude) - format.FractionBits;
            if ((magnitude & ((1 << shift) - 1)) != 0)
            {
                throw new ArgumentException($"{value} lies between two values of {format}", nameof(value));
            }

            field = shift + 1;
            magnitude = (magnitude >> shift) - hidden;
        }

        return (ushort)((value < 0 ? 1 << (format.Bits - 1) : 0) | (field << format.FractionBits) | magnitude);
    }

    private static void RequireFixedPoint(NumberFormat format)
    {
        if (!format.IsFixedPoint)
        {
            throw new ArgumentException($"{format} is not a fixed-point format", nameof(format));
        }
    }
}
