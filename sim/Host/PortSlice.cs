using MixPe.Generator.Bundles;

namespace MixPe.Sim.Host;

/// <summary>Where one port lies in a packed record of 32-bit words. A port starts on a word boundary, its least
/// significant word first; bits above its width are zero.</summary>
/// <param name="Name">Port name.</param>
/// <param name="Direction">Input or output.</param>
/// <param name="Role">Data or reset in a record; the clock is in none.</param>
/// <param name="Index">Position in the module's port list.</param>
/// <param name="Offset">First word in the record.</param>
/// <param name="Bits">Width in bits.</param>
public sealed record PortSlice(
    string Name,
    PortDirection Direction,
    PortRole Role,
    int Index,
    int Offset,
    int Bits)
{
    /// <summary>Words that the port takes.</summary>
    public int Words => (Bits + 31) / 32;

    /// <summary>Valid bits of the port's last word.</summary>
    public uint LastWordMask => uint.MaxValue >> ((32 - (Bits % 32)) % 32);

    /// <summary>The port's words in a record.</summary>
    public Span<uint> Of(Span<uint> record) => record.Slice(Offset, Words);

    /// <summary>The port's words in a record.</summary>
    public ReadOnlySpan<uint> Of(ReadOnlySpan<uint> record) => record.Slice(Offset, Words);

    /// <summary>Sets a port of at most 64 bits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is too wide for the port.</exception>
    /// <exception cref="InvalidOperationException">The port is wider than 64 bits.</exception>
    public void Write(Span<uint> record, ulong value) => WriteField(record, 0, NarrowBits(), value);

    /// <summary>Reads a port of at most 64 bits.</summary>
    /// <exception cref="InvalidOperationException">The port is wider than 64 bits.</exception>
    public ulong Read(ReadOnlySpan<uint> record) => ReadField(record, 0, NarrowBits());

    /// <summary>Sets bits of the port, as one lane of a packed vector.</summary>
    /// <param name="record">The record.</param>
    /// <param name="bit">Least significant bit of the field, counted from the port's bit 0.</param>
    /// <param name="bits">Width of the field, 1 to 64.</param>
    /// <param name="value">The value, zero above the field's width.</param>
    /// <exception cref="ArgumentOutOfRangeException">The field leaves the port, or the value the field.</exception>
    public void WriteField(Span<uint> record, int bit, int bits, ulong value)
    {
        CheckField(bit, bits);
        if (bits < 64 && value >> bits != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(value), $"port {Name}: 0x{value:x} does not fit in {bits} bits");
        }

        var words = Of(record);
        for (int done = 0; done < bits;)
        {
            int shift = (bit + done) % 32;
            int take = Math.Min(32 - shift, bits - done);
            uint mask = uint.MaxValue >> (32 - take);
            ref uint word = ref words[(bit + done) / 32];
            word = (word & ~(mask << shift)) | (((uint)(value >> done) & mask) << shift);
            done += take;
        }
    }

    /// <summary>Reads bits of the port, zero-extended.</summary>
    /// <param name="record">The record.</param>
    /// <param name="bit">Least significant bit of the field, counted from the port's bit 0.</param>
    /// <param name="bits">Width of the field, 1 to 64.</param>
    /// <exception cref="ArgumentOutOfRangeException">The field leaves the port.</exception>
    public ulong ReadField(ReadOnlySpan<uint> record, int bit, int bits)
    {
        CheckField(bit, bits);
        var words = Of(record);
        ulong value = 0;
        for (int done = 0; done < bits;)
        {
            int shift = (bit + done) % 32;
            int take = Math.Min(32 - shift, bits - done);
            uint mask = uint.MaxValue >> (32 - take);
            value |= (ulong)((words[(bit + done) / 32] >> shift) & mask) << done;
            done += take;
        }

        return value;
    }

    private int NarrowBits() => Bits <= 64
        ? Bits
        : throw new InvalidOperationException($"port {Name} has {Bits} bits: take its words");

    private void CheckField(int bit, int bits)
    {
        if (bits is < 1 or > 64 || bit < 0 || bit + bits > Bits)
        {
            throw new ArgumentOutOfRangeException(
                nameof(bit), $"port {Name} has {Bits} bits: no field of {bits} bits at bit {bit}");
        }
    }
}
