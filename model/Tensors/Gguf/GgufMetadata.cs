namespace MixPe.Model.Tensors.Gguf;

/// <summary>The metadata of a GGUF file: all that is wanted of it is the alignment of the data, the rest is passed
/// over.</summary>
internal static class GgufMetadata
{
    private const string AlignmentKey = "general.alignment";
    private const uint DefaultAlignment = 32;
    private const int MaxKey = 65535;
    private const uint U32Id = 4;
    private const uint TextId = 8;
    private const uint ArrayId = 9;
    private const uint KnownIds = 13;

    // ggml itself reads no array within an array; its definition allows any.
    private const int MaxDepth = 8;

    /// <summary>Least bytes of a pair: a length, a type and a byte.</summary>
    public const int LeastBytes = 8 + 4 + 1;

    /// <summary>Passes over so many pairs.</summary>
    /// <returns>The alignment of the data, bytes.</returns>
    /// <exception cref="InvalidDataException">A pair is not what the definition allows.</exception>
    public static uint ReadAlignment(GgufCursor cursor, long pairs)
    {
        uint? alignment = null;
        for (long i = 0; i < pairs; i++)
        {
            string key = cursor.Text("key of metadata", MaxKey);
            long at = cursor.Position;
            uint type = cursor.U32($"type of {key}");
            if (key != AlignmentKey)
            {
                Skip(cursor, at, key, type, 0);
                continue;
            }

            uint value = type == U32Id
                ? cursor.U32(key)
                : throw cursor.Fault(at, key, $"its type is {type}: {U32Id}, an unsigned 32-bit integer, is wanted");
            if (alignment is not null || value == 0 || (value & (value - 1)) != 0)
            {
                throw cursor.Fault(at, key, alignment is null ? $"{value} is no power of 2" : "it is given twice");
            }

            alignment = value;
        }

        return alignment ?? DefaultAlignment;
    }

    private static void Skip(GgufCursor cursor, long at, string key, uint type, int depth)
    {
        if (type == TextId)
        {
            cursor.Skip(cursor.Count(key, 1), key);
        }
        else if (type == ArrayId && depth < MaxDepth)
        {
            SkipArray(cursor, key, depth);
        }
        else if (Bytes(type) is { } bytes)
        {
            cursor.Skip(bytes, key);
        }
        else
        {
            throw cursor.Fault(
                at,
                key,
                type == ArrayId ? $"arrays are nested in more than {MaxDepth}" : $"its type is {type}: 0 to {KnownIds - 1} are known");
        }
    }

    private static void SkipArray(GgufCursor cursor, string key, int depth)
    {
        long at = cursor.Position;
        uint type = cursor.U32(key);
        int? bytes = Bytes(type);

        // A text is a length at least, an array a type and a length.
        long count = cursor.Count(key, bytes ?? (type == ArrayId ? 12 : 8));
        if (bytes is not null)
        {
            cursor.Skip(count * bytes.Value, key);
            return;
        }

        for (long i = 0; i < count; i++)
        {
            Skip(cursor, at, key, type, depth + 1);
        }
    }

    // uint8, int8, uint16, int16, uint32, int32, float32, bool; text and array; uint64, int64, float64.
    private static int? Bytes(uint type) => type switch
    {
        0 or 1 or 7 => 1,
        2 or 3 => 2,
        4 or 5 or 6 => 4,
        10 or 11 or 12 => 8,
        _ => null,
    };
}
