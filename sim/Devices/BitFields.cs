namespace MixPe.Sim.Devices;

/// <summary>Bits in little-endian arrays of 32-bit words.</summary>
internal static class BitFields
{
    /// <summary>Sets bits that are zero so far.</summary>
    /// <param name="words">Where.</param>
    /// <param name="bit">Position of the value's bit 0.</param>
    /// <param name="value">What.</param>
    internal static void Or(Span<uint> words, int bit, uint value)
    {
        int word = bit / 32;
        int shift = bit % 32;
        words[word] |= value << shift;
        if (shift != 0 && value >> (32 - shift) != 0)
        {
            words[word + 1] |= value >> (32 - shift);
        }
    }

    /// <summary>Sets bits that are zero so far.</summary>
    /// <param name="words">Where.</param>
    /// <param name="bit">Position of the value's bit 0.</param>
    /// <param name="value">What, of up to 64 bits.</param>
    internal static void OrLong(Span<uint> words, int bit, ulong value)
    {
        Or(words, bit, (uint)value);
        if (value >> 32 != 0)
        {
            Or(words, bit + 32, (uint)(value >> 32));
        }
    }

    /// <summary>Sets a run of bits that are zero so far.</summary>
    internal static void Or(Span<uint> words, int bit, ReadOnlySpan<uint> values)
    {
        if (bit % 32 == 0)
        {
            Span<uint> target = words.Slice(bit / 32, values.Length);
            for (int i = 0; i < values.Length; i++)
            {
                target[i] |= values[i];
            }

            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            Or(words, bit + (32 * i), values[i]);
        }
    }
}
