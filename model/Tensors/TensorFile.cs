using MixPe.Model.Tensors.Gguf;

namespace MixPe.Model.Tensors;

/// <summary>Tensors of numbers out of any file that the tool reads, by its extension: .npy, .safetensors, .gguf, or a
/// TensorFlow.js model .json.</summary>
public static class TensorFile
{
    // A large model has thousands of tensors: a message lists the first ones.
    private const int MostListed = 30;

    /// <summary>The tensors of the file; of a GGUF file those that are not quantized.</summary>
    /// <exception cref="InvalidDataException">The extension is unknown, or the file is not what it claims to
    /// be.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<TensorInfo> Describe(string path) => Extension(path) switch
    {
        ".npy" => [NpyFile.Describe(path)],
        ".safetensors" => SafetensorsFile.Describe(path),
        GgufFile.Extension =>
        [
            .. GgufFile.Describe(path).Where(tensor => tensor.Type.Plain is not null)
                .Select(tensor => new TensorInfo(tensor.Name, tensor.Shape, tensor.Type.Plain!.Value)),
        ],
        _ => TensorFlowJsFile.Describe(path),
    };

    /// <summary>Reads one tensor, squeezed (<see cref="Tensor.Squeeze"/>).</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensorName">Its name; may be null when the file has one tensor only.</param>
    /// <exception cref="InvalidDataException">The extension is unknown, the file is not what it claims to be, or the
    /// name is missing or unknown; then the message lists the tensors.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Tensor Read(string path, string? tensorName)
    {
        string extension = Extension(path);
        if (extension == GgufFile.Extension)
        {
            // Its lists name quantized tensors too.
            return GgufFile.Read(path, tensorName).Squeeze();
        }

        IReadOnlyList<TensorInfo> tensors = Describe(path);
        if (tensorName is null && tensors.Count != 1)
        {
            throw TensorFault.At(path, "tensor name", $"none is given: choose one of {Listed(Names(tensors))}");
        }

        string name = tensorName ?? tensors[0].Name;
        if (tensors.All(tensor => tensor.Name != name))
        {
            throw Unknown(path, name, tensors);
        }

        Tensor found = extension switch
        {
            ".npy" => NpyFile.Read(path),
            ".safetensors" => SafetensorsFile.Read(path, name),
            _ => TensorFlowJsFile.Read(path, name),
        };
        return found.Squeeze();
    }

    /// <summary>The tensor of that name.</summary>
    internal static StoredTensor Pick(string path, IEnumerable<StoredTensor> tensors, string name)
    {
        StoredTensor[] all = [.. tensors];
        return Array.Find(all, tensor => tensor.Info.Name == name)
            ?? throw Unknown(path, name, [.. all.Select(tensor => tensor.Info)]);
    }

    private static InvalidDataException Unknown(string path, string name, IReadOnlyList<TensorInfo> tensors) =>
        TensorFault.At(path, "tensor name", $"'{name}' is not in the file: choose one of {Listed(Names(tensors))}");

    private static string[] Names(IReadOnlyList<TensorInfo> tensors) => [.. tensors.Select(tensor => $"{tensor}")];

    /// <summary>The first tensors, in words.</summary>
    internal static string Listed(IReadOnlyList<string> tensors)
    {
        if (tensors.Count == 0)
        {
            return "none: no tensor of the file has a type that is read";
        }

        string list = string.Join("; ", tensors.Take(MostListed));
        return tensors.Count <= MostListed ? list : $"{list}; and {tensors.Count - MostListed} more";
    }

    private static string Extension(string path)
    {
        string extension = Path.GetExtension(path);
        return extension is ".npy" or ".safetensors" or GgufFile.Extension or ".json"
            ? extension
            : throw TensorFault.At(path, "extension", $"'{extension}' is not .npy, .safetensors, .gguf or .json");
    }
}
