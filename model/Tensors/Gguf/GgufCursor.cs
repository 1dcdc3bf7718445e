using System.Buffers.Binary;
using System.Text;

namespace MixPe.Model.Tensors.Gguf;

/// <summary>Reads the head of a GGUF file from its start on; nothing is allocated that the file does not hold.</summary>
/// <param name="stream">The file.</param>
/// <param name="path">Its name, for messages.</param>
internal sealed class GgufCursor(Stream stream, string path)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    // A vocabulary is hundreds of thousands of short texts: neither reads nor seeks of the file for each.
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly long _length = stream.Length;
    private long _bufferStart;
    private int _bufferLength;

    /// <summary>Bytes from the start of the file.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes to the end of the file.</summary>
    public long Left => _length - Position;

    /// <summary>An unsigned 32-bit integer.</summary>
    public uint U32(string what)
    {
        Span<byte> bytes = stackalloc byte[4];
        Fill(bytes, what);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    /// <summary>An unsigned 64-bit integer.</summary>
    public ulong U64(string what)
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes, what);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <summary>A 64-bit number of things that follow, each of at least so many bytes.</summary>
    /// <exception cref="InvalidDataException">The file has no room for so many.</exception>
    public long Count(string what, int leastBytes)
    {
        long at = Position;
        ulong count = U64(what);
        return count <= (ulong)(Left / leastBytes)
            ? (long)count
            : throw Fault(at, what, $"{count}: the {Left} bytes that follow have no room for so many");
    }

    /// <summary>A text: its length in bytes, 64 bits, and so much UTF-8.</summary>
    /// <exception cref="InvalidDataException">It is longer than <paramref name="most"/>, no UTF-8, or has control
    /// characters.</exception>
    public string Text(string what, int most)
    {
        long at = Position;
        ulong length = U64(what);
        if (length > (ulong)most)
        {
            throw Fault(at, what, $"a length of {length} bytes: at most {most}");
        }

        var bytes = new byte[(int)length];
        Fill(bytes, what);
        try
        {
            string text = Strict.GetString(bytes);
            return text.Any(char.IsControl) ? throw Fault(at, what, "it has a control character") : text;
        }
        catch (DecoderFallbackException fault)
        {
            throw TensorFault.At(path, $"offset {at}, {what}", "it is not UTF-8", fault);
        }
    }

    /// <summary>Bytes exactly as they are.</summary>
    public void Fill(Span<byte> bytes, string what)
    {
        Require(bytes.Length, what);
        while (bytes.Length > 0)
        {
            ReadOnlySpan<byte> ready = Ready();
            ready = ready[..Math.Min(ready.Length, bytes.Length)];
            ready.CopyTo(bytes);
            bytes = bytes[ready.Length..];
            Position += ready.Length;
        }
    }

    /// <summary>Passes over bytes.</summary>
    public void Skip(long count, string what)
    {
        Require(count, what);
        Position += count;
    }

    /// <summary>A fault at that place.</summary>
    public InvalidDataException Fault(long at, string what, string fault) =>
        TensorFault.At(path, $"offset {at}, {what}", fault);

    // What is buffered from the position on, at least a byte.
    private ReadOnlySpan<byte> Ready()
    {
        long from = Position - _bufferStart;
        if (from < 0 || from >= _bufferLength)
        {
            stream.Position = Position;
            _bufferStart = Position;
            _bufferLength = stream.Read(_buffer);
            from = 0;
        }

        return _bufferLength > 0
            ? _buffer.AsSpan((int)from, _bufferLength - (int)from)
            : throw Fault(Position, "head", "the file became shorter while it was read");
    }

    private void Require(long count, string what)
    {
        if (count > Left)
        {
            throw Fault(Position, what, $"{count} bytes are wanted: the file ends after {Left}");
        }
    }
}
