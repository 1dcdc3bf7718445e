namespace MixPe.Model.Tensors;

/// <summary>Checks that every reader makes on what a file claims, before anything is allocated for it.</summary>
internal static class TensorFault
{
    /// <summary>An exception that names the file, the place, and what is wrong there.</summary>
    public static InvalidDataException At(string file, string place, string fault, Exception? inner = null) =>
        new($"{file}: {place}: {fault}", inner);

    /// <summary>The bytes that a shape claims.</summary>
    /// <exception cref="InvalidDataException">A dimension is negative, or the bytes exceed one array.</exception>
    public static int ByteCount(string file, string place, IReadOnlyList<int> shape, TensorType type)
    {
        // Zeros first: [2^31, 2^31, 0] is empty, not an overflow.
        long bytes = shape.Contains(0) ? 0 : TensorTypes.Bytes(type);
        foreach (int size in shape)
        {
            if (size < 0)
            {
                throw At(file, place, $"the shape has a dimension of {size}: it must be 0 or more");
            }

            bytes *= size;
            if (bytes > Array.MaxLength)
            {
                throw At(file, place, $"the shape [{string.Join(", ", shape)}] needs more than {Array.MaxLength} bytes");
            }
        }

        return (int)bytes;
    }

    /// <summary>Reads exactly that many bytes from there; the caller has checked that the file has them.</summary>
    public static byte[] ReadAt(Stream stream, string file, long offset, int count)
    {
        if (offset < 0 || count > stream.Length - offset)
        {
            throw At(file, $"offset {offset}", $"{count} bytes are wanted: the file has {stream.Length}");
        }

        stream.Position = offset;
        var data = new byte[count];
        stream.ReadExactly(data);
        return data;
    }
}
