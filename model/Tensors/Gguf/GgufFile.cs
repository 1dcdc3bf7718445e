namespace MixPe.Model.Tensors.Gguf;

/// <summary>GGUF files, versions 2 and 3 (ggml's docs/gguf.md). Only the head and the bytes of the tensor that is wanted
/// are read.</summary>
public static class GgufFile
{
    /// <summary>The extension of such a file.</summary>
    public const string Extension = ".gguf";

    /// <summary>The tensors of the file, of any type, in its order.</summary>
    /// <exception cref="InvalidDataException">The head is not what it claims to be.</exception>
    public static IReadOnlyList<GgufTensor> Describe(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return GgufHeader.Read(stream, path).Tensors;
    }

    /// <summary>Reads a tensor of numbers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The tensor's name; may be null when the file has one tensor only.</param>
    /// <exception cref="InvalidDataException">The file is not what it claims to be, has no such tensor, or the tensor is
    /// quantized.</exception>
    public static Tensor Read(string path, string? name)
    {
        (GgufTensor tensor, byte[] data) = ReadBlocks(path, name, long.MaxValue);
        return tensor.Type.Plain is { } plain
            ? new Tensor(tensor.Name, tensor.Shape, plain, data)
            : throw TensorFault.At(path, tensor.Place, $"it is quantized, {tensor.Type}: numbers are wanted");
    }

    /// <summary>Reads the bytes of a tensor of any type that is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The tensor's name; may be null when the file has one tensor only.</param>
    /// <param name="most">The most elements that are wanted.</param>
    /// <exception cref="InvalidDataException">The file is not what it claims to be, has no such tensor, or the tensor has
    /// a type that is not read or more elements.</exception>
    internal static (GgufTensor Tensor, byte[] Data) ReadBlocks(string path, string? name, long most)
    {
        using FileStream stream = File.OpenRead(path);
        GgufHeader header = GgufHeader.Read(stream, path);
        GgufTensor tensor = Pick(path, name, header.Tensors);
        string place = tensor.Place;
        if (!tensor.Type.IsRead)
        {
            throw TensorFault.At(
                path, place, $"{tensor.Type} is not read: {string.Join(", ", GgufTypes.Read.Select(type => type.Name))} are");
        }

        int bytes = tensor.ByteCount(path, most);
        long available = Math.Max(0, stream.Length - header.DataOffset);
        if (tensor.Offset > available || bytes > available - tensor.Offset)
        {
            throw TensorFault.At(
                path, place, $"bytes {tensor.Offset} to {(decimal)tensor.Offset + bytes}: the file holds {available} bytes of data");
        }

        return (tensor, TensorFault.ReadAt(stream, path, header.DataOffset + tensor.Offset, bytes));
    }

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="InvalidDataException">There is none, or no name is given and there are several.</exception>
    internal static GgufTensor Pick(string path, string? name, IReadOnlyList<GgufTensor> tensors)
    {
        string list = TensorFile.Listed([.. tensors.Select(tensor => $"{tensor}")]);
        if (name is null)
        {
            return tensors.Count == 1
                ? tensors[0]
                : throw TensorFault.At(path, "tensor name", $"none is given: choose one of {list}");
        }

        return tensors.FirstOrDefault(tensor => tensor.Name == name)
            ?? throw TensorFault.At(path, "tensor name", $"'{name}' is not in the file: choose one of {list}");
    }
}
