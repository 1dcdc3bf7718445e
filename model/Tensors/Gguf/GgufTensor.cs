namespace MixPe.Model.Tensors.Gguf;

/// <summary>A tensor of a GGUF file, without its data.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">Its dimensions, row major: ggml's in reverse, the elements of a row last.</param>
/// <param name="Type">How its elements are stored.</param>
/// <param name="Offset">First byte, counted from the start of the data.</param>
public sealed record GgufTensor(string Name, IReadOnlyList<int> Shape, GgufType Type, long Offset)
{
    /// <summary>The tensor's name as messages have it.</summary>
    internal string Place => $"tensor '{Name}'";

    /// <summary>Such as "blk.0.attn_q.weight Q4_0 [4096, 4096]".</summary>
    public override string ToString() => $"{Name} {Type} [{string.Join(", ", Shape)}]";

    /// <summary>The bytes that the tensor takes.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="most">The most elements that are wanted.</param>
    /// <exception cref="InvalidDataException">It has more elements, or the bytes exceed one array.</exception>
    internal int ByteCount(string path, long most)
    {
        most = Math.Min(most, Array.MaxLength);
        long elements = Shape.Contains(0) ? 0 : 1;
        foreach (int size in Shape)
        {
            // Below 2^31 by below 2^31.
            elements *= size;
            if (elements > most)
            {
                throw TensorFault.At(path, Place, $"the shape [{string.Join(", ", Shape)}] has more than {most} elements");
            }
        }

        long bytes = elements / Type.BlockElements * Type.BlockBytes;
        return bytes <= Array.MaxLength
            ? (int)bytes
            : throw TensorFault.At(path, Place, $"{bytes} bytes: at most {Array.MaxLength} are read");
    }
}
