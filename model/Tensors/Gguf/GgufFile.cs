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
        using FileStream stream = File.OpenRead(path);
        GgufHeader header = GgufHeader.Read(stream, path);
        GgufTensor tensor = Pick(path, name, header.Tensors);
        return tensor.Type.Plain is { } plain
            ? new Tensor(tensor.Name, tensor.Shape, plain, Data(stream, path, header, tensor, long.MaxValue))
            : throw TensorFault.At(
                path, tensor.Place, tensor.Type.IsRead ? $"it is quantized, {tensor.Type}: numbers are wanted" : NotRead(tensor.Type));
    }

    /// <summary>Reads the blocks of a quantized tensor.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The tensor's name; may be null when the file has one tensor only.</param>
    /// <param name="most">The most elements that are wanted.</param>
    /// <returns>The tensor and its bytes; null for a tensor of numbers.</returns>
    /// <exception cref="InvalidDataException">The file is not what it claims to be, has no such tensor, or the tensor has
    /// a type that is not read or more elements.</exception>
    internal static (GgufTensor Tensor, byte[] Data)? ReadBlocks(string path, string? name, long most)
    {
        using FileStream stream = File.OpenRead(path);
        GgufHeader header = GgufHeader.Read(stream, path);
        GgufTensor tensor = Pick(path, name, header.Tensors);
        return tensor.Type.Plain is not null ? null
            : tensor.Type.IsRead ? (tensor, Data(stream, path, header, tensor, most))
            : throw TensorFault.At(path, tensor.Place, NotRead(tensor.Type));
    }

    private static byte[] Data(FileStream stream, string path, GgufHeader header, GgufTensor tensor, long most)
    {
        int bytes = tensor.ByteCount(path, most);
        long available = Math.Max(0, stream.Length - header.DataOffset);
        return tensor.Offset <= available && bytes <= available - tensor.Offset
            ? TensorFault.ReadAt(stream, path, header.DataOffset + tensor.Offset, bytes)
            : throw TensorFault.At(
                path, tensor.Place, $"bytes {tensor.Offset} to {(decimal)tensor.Offset + bytes}: the file holds {available} bytes of data");
    }

    private static string NotRead(GgufType type) =>
        $"{type} is not read: {string.Join(", ", GgufTypes.Read.Select(read => read.Name))} are";

    private static GgufTensor Pick(string path, string? name, IReadOnlyList<GgufTensor> tensors)
    {
        GgufTensor? found = name is not null ? tensors.FirstOrDefault(tensor => tensor.Name == name)
            : tensors.Count == 1 ? tensors[0]
            : null;
        string wrong = name is null ? "none is given" : $"'{name}' is not in the file";
        return found ?? throw TensorFault.At(
            path, "tensor name", $"{wrong}: choose one of {TensorFile.Listed([.. tensors.Select(tensor => $"{tensor}")])}");
    }
}
