using System.Text;

namespace MixPe.Verif.Stored;

/// <summary>GGUF files written from ggml's docs/gguf.md and ggml-common.h, by code that shares nothing with the reader.
/// </summary>
internal sealed class GgufBytes
{
    public const uint F32 = 0, F16 = 1, Q40 = 2, Q80 = 8, Q4K = 12, BF16 = 30, Mxfp4 = 39;

    private readonly List<(string Name, ulong[] Dimensions, uint Type, byte[] Data)> _tensors = [];
    private readonly List<byte[]> _metadata = [];

    /// <summary>The version that the file claims.</summary>
    public uint Version { get; init; } = 3;

    /// <summary>The alignment of the data; other than 32 it needs its metadata.</summary>
    public int Alignment { get; init; } = 32;

    /// <summary>Adds a tensor; ggml's dimensions have the length of a row first.</summary>
    public GgufBytes Tensor(string name, ulong[] dimensions, uint type, byte[] data)
    {
        _tensors.Add((name, dimensions, type, data));
        return this;
    }

    /// <summary>Adds a pair of metadata: its key, its type, its bytes.</summary>
    public GgufBytes Metadata(string key, uint type, params byte[] value)
    {
        _metadata.Add([.. Text(key), .. BitConverter.GetBytes(type), .. value]);
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        List<byte> file = [.. "GGUF"u8, .. BitConverter.GetBytes(Version)];
        file.AddRange(BitConverter.GetBytes((ulong)_tensors.Count));
        file.AddRange(BitConverter.GetBytes((ulong)_metadata.Count));
        _metadata.ForEach(file.AddRange);
        ulong offset = 0;
        foreach (var (name, dimensions, type, data) in _tensors)
        {
            file.AddRange(Text(name));
            file.AddRange(BitConverter.GetBytes((uint)dimensions.Length));
            file.AddRange(dimensions.SelectMany(BitConverter.GetBytes));
            file.AddRange(BitConverter.GetBytes(type));
            file.AddRange(BitConverter.GetBytes(offset));
            offset += (ulong)Padded(data.Length);
        }

        foreach (var (_, _, _, data) in _tensors)
        {
            Pad(file);
            file.AddRange(data);
        }

        Pad(file);
        return [.. file];
    }

    /// <summary>A text: its length, its bytes.</summary>
    public static byte[] Text(string text) =>
        [.. BitConverter.GetBytes((ulong)Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    /// <summary>A block_q4_0 of 32 values of -8 to 7: byte j has element j below and element j + 16 above, plus 8.
    /// </summary>
    public static byte[] BlockQ40(ushort scale, IReadOnlyList<int> values) =>
    [
        (byte)scale, (byte)(scale >> 8),
        .. Enumerable.Range(0, 16).Select(j => (byte)((values[j] + 8) + (16 * (values[j + 16] + 8)))),
    ];

    /// <summary>A block_q8_0 of 32 values of -128 to 127.</summary>
    public static byte[] BlockQ80(ushort scale, IReadOnlyList<int> values) =>
        [(byte)scale, (byte)(scale >> 8), .. values.Select(value => unchecked((byte)(sbyte)value))];

    /// <summary>A block_q4_K of 256 codes of 0 to 15, eight scales and eight minima of 0 to 63, as ggml's quantize_row_q4_K_ref packs them.
    /// </summary>
    public static byte[] BlockQ4K(ushort d, ushort dmin, IReadOnlyList<int> scales, IReadOnlyList<int> minima, IReadOnlyList<int> codes)
    {
        byte[] packed = new byte[12];
        for (int j = 0; j < 8; j++)
        {
            if (j < 4)
            {
                packed[j] = (byte)scales[j];
                packed[j + 4] = (byte)minima[j];
            }
            else
            {
                packed[j + 4] = (byte)((scales[j] & 15) | ((minima[j] & 15) << 4));
                packed[j - 4] |= (byte)((scales[j] >> 4) << 6);
                packed[j] |= (byte)((minima[j] >> 4) << 6);
            }
        }

        return
        [
            (byte)d, (byte)(d >> 8), (byte)dmin, (byte)(dmin >> 8), .. packed,
            .. Enumerable.Range(0, 128).Select(i => (byte)(codes[(i / 32 * 64) + (i % 32)] + (16 * codes[(i / 32 * 64) + (i % 32) + 32]))),
        ];
    }

    private int Padded(int length) => (length + Alignment - 1) / Alignment * Alignment;

    private void Pad(List<byte> file) => file.AddRange(new byte[Padded(file.Count) - file.Count]);
}
