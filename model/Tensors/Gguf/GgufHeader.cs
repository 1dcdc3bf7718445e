namespace MixPe.Model.Tensors.Gguf;

/// <summary>What stands before the data of a GGUF file, versions 2 and 3, little endian (ggml's docs/gguf.md).</summary>
/// <param name="Tensors">The tensors, in order.</param>
/// <param name="DataOffset">Where the data starts, bytes from the start of the file.</param>
internal sealed record GgufHeader(IReadOnlyList<GgufTensor> Tensors, long DataOffset)
{
    // ggml's definition says 64 and 4; builds of ggml write longer names.
    private const int MaxName = 255;
    private const uint MaxDimensions = 4;

    // A length of a name, a number of dimensions, a type and an offset.
    private const int LeastTensorBytes = 8 + 4 + 4 + 8;

    private static ReadOnlySpan<byte> Magic => "GGUF"u8;

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is not what it claims to be.</exception>
    public static GgufHeader Read(Stream stream, string path)
    {
        GgufCursor cursor = new(stream, path);
        Span<byte> magic = stackalloc byte[Magic.Length];
        cursor.Fill(magic, "magic");
        if (!magic.SequenceEqual(Magic))
        {
            throw cursor.Fault(0, "magic", "it is not GGUF");
        }

        uint version = cursor.U32("version");
        if (version is not (2 or 3))
        {
            // The bytes of 3 the other way round.
            throw cursor.Fault(4, "version", version is 0x02000000 or 0x03000000
                ? "the file is big-endian: little-endian ones are read"
                : $"{version}: 2 and 3 are read");
        }

        long tensors = cursor.Count("number of tensors", LeastTensorBytes);
        long pairs = cursor.Count("number of metadata pairs", GgufMetadata.LeastBytes);
        uint alignment = GgufMetadata.ReadAlignment(cursor, pairs);
        List<GgufTensor> all = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        for (long i = 0; i < tensors; i++)
        {
            all.Add(ReadTensor(cursor, path, alignment));
            if (!names.Add(all[^1].Name))
            {
                throw TensorFault.At(path, $"tensor '{all[^1].Name}'", "the name is given twice");
            }
        }

        return new GgufHeader(all, (cursor.Position + alignment - 1) / alignment * alignment);
    }

    private static GgufTensor ReadTensor(GgufCursor cursor, string path, uint alignment)
    {
        string name = cursor.Text("name of a tensor", MaxName);
        string place = $"tensor '{name}'";
        uint dimensions = cursor.U32(place);
        if (dimensions > MaxDimensions)
        {
            throw TensorFault.At(path, place, $"{dimensions} dimensions: at most {MaxDimensions}");
        }

        var shape = new int[dimensions];
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            ulong size = cursor.U64(place);
            shape[i] = size <= int.MaxValue
                ? (int)size
                : throw TensorFault.At(path, place, $"{size} is not a dimension of 0 to {int.MaxValue}");
        }

        GgufType type = GgufTypes.Get(cursor.U32(place));
        ulong offset = cursor.U64(place);
        if (offset > long.MaxValue || offset % alignment != 0)
        {
            throw TensorFault.At(path, place, $"an offset of {offset}: a multiple of the alignment, {alignment}, is wanted");
        }

        if (type.BlockElements > 1 && (shape.Length == 0 || shape[^1] % type.BlockElements != 0))
        {
            throw TensorFault.At(
                path, place, $"rows of {(shape.Length == 0 ? 1 : shape[^1])} elements: {type} has blocks of {type.BlockElements}");
        }

        return new GgufTensor(name, shape, type, (long)offset);
    }
}
