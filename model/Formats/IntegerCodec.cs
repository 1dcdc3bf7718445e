namespace MixPe.Model.Formats;

/// <summary>Integer values to and from their codes: bit patterns in the low bits, the bits above zero.</summary>
public static class IntegerCodec
{
    /// <summary>The value of a code.</summary>
    /// <exception cref="ArgumentException">The format is not an integer, or the code is wider than it.</exception>
    public static int Decode(NumberFormat format, ushort code)
    {
        RequireInteger(format);
        if (code >> format.Bits != 0)
        {
            throw new ArgumentException($"{code} has more than the {format.Bits} bits of {format}", nameof(code));
        }

        return DecodeValid(format, code);
    }

    /// <summary>The code of a value.</summary>
    /// <exception cref="ArgumentException">The format is not an integer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the format's range.</exception>
    public static ushort Encode(NumberFormat format, int value)
    {
        RequireInteger(format);
        if (value < format.MinInteger || value > format.MaxInteger)
        {
            throw new ArgumentOutOfRangeException(
                nameof(value), value, $"{format} holds {format.MinInteger} to {format.MaxInteger}");
        }

        return (ushort)(value & ((1 << format.Bits) - 1));
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

        int bad = codes.IndexOfAnyExceptInRange((ushort)0, (ushort)((1 << format.Bits) - 1));
        if (bad >= 0)
        {
            throw new InvalidCodeException(
                operand, bad / columns, bad % columns, codes[bad], $"a code of {format} has {format.Bits} bits");
        }
    }

    // Inner loops run on operands that were checked once as a whole.
    internal static int DecodeValid(NumberFormat format, ushort code)
    {
        int unused = 32 - format.Bits;
        return format.Kind == NumberKind.Signed ? code << unused >> unused : code;
    }

    private static void RequireInteger(NumberFormat format)
    {
        if (!format.IsInteger)
        {
            throw new ArgumentException($"{format} is not an integer format", nameof(format));
        }
    }
}
