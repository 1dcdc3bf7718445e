using System.Buffers.Binary;
using MixPe.Model.Tensors;

namespace MixPe.Model.Stored;

/// <summary>The tensors of a layer of 4-bit codes in a safetensors file, qweight, qzeros and scales behind one prefix, as
/// AutoGPTQ and AutoAWQ write them.</summary>
/// <param name="path">The file.</param>
/// <param name="prefix">The layer's name.</param>
/// <param name="tensors">The tensors of the file.</param>
internal sealed class PackedLayer(string path, string prefix, IReadOnlyList<TensorInfo> tensors)
{
    /// <summary>Codes in 32 bits.</summary>
    public const int PerWord = 8;

    private const string Codes = ".qweight";
    private const string Zeros = ".qzeros";
    private const string ScalesName = ".scales";
    private const string Index = ".g_idx";

    /// <summary>The file and the layer, for messages.</summary>
    public string Place => $"{path}: layer '{prefix}'";

    /// <summary>The codes' shape.</summary>
    public IReadOnlyList<int> WeightShape => Part(Codes, TensorType.Int32, 2).Shape;

    /// <summary>The zero points' shape.</summary>
    public IReadOnlyList<int> ZeroShape => Part(Zeros, TensorType.Int32, 2).Shape;

    /// <summary>The scales' shape.</summary>
    public IReadOnlyList<int> ScaleShape => Part(ScalesName, TensorType.Float16, 2).Shape;

    /// <summary>The layer of that name; null if it is a tensor, or nothing.</summary>
    /// <exception cref="InvalidDataException">It is the codes of a layer without their scales.</exception>
    public static PackedLayer? Find(string path, string name)
    {
        IReadOnlyList<TensorInfo> tensors = SafetensorsFile.Describe(path);
        if (tensors.Any(tensor => tensor.Name == name))
        {
            string layer = name.EndsWith(Codes, StringComparison.Ordinal) ? name[..^Codes.Length] : name;
            return tensors.All(tensor => tensor.Name != layer + ScalesName)
                ? null
                : throw TensorFault.At(path, $"tensor '{name}'", $"packed codes without their scales: '{layer}' names all of the layer");
        }

        return tensors.Any(tensor => tensor.Name == name + Codes) ? new PackedLayer(path, name, tensors) : null;
    }

    /// <summary>The codes, 8 in each word.</summary>
    public uint[] Weights() => Words(Codes);

    /// <summary>The zero points, 8 in each word.</summary>
    public uint[] ZeroPoints() => Words(Zeros);

    /// <summary>The scales, binary16 patterns.</summary>
    public ushort[] Scales() => SafetensorsFile.Read(path, prefix + ScalesName).ToCodes();

    /// <summary>The group of each row of codes, or null if the file has none.</summary>
    /// <param name="k">How many there must be.</param>
    public uint[]? Groups(int k)
    {
        if (tensors.All(tensor => tensor.Name != prefix + Index))
        {
            return null;
        }

        TensorInfo index = Part(Index, TensorType.Int32, 1);
        return index.Shape[0] == k ? Words(Index) : throw Fault(Index, $"{index.Shape[0]} elements: qweight has K = {k}");
    }

    /// <summary>A fault of a part of the layer.</summary>
    public InvalidDataException Fault(string part, string fault) =>
        TensorFault.At(path, $"tensor '{prefix}{part}'", fault);

    /// <summary>A fault of the layer.</summary>
    public InvalidDataException Fault(string fault) => TensorFault.At(path, $"layer '{prefix}'", fault);

    private TensorInfo Part(string part, TensorType type, int dimensions)
    {
        TensorInfo found = tensors.FirstOrDefault(tensor => tensor.Name == prefix + part)
            ?? throw Fault(part, "missing");
        return found.Type == type && found.Shape.Count == dimensions
            ? found
            : throw Fault(
                part,
                $"{found}: {type.ToString().ToLowerInvariant()} of {dimensions} dimension{(dimensions == 1 ? "" : "s")} is wanted");
    }

    private uint[] Words(string part)
    {
        byte[] data = SafetensorsFile.Read(path, prefix + part).Data;
        var words = new uint[data.Length / 4];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt32LittleEndian(data.AsSpan(i * 4));
        }

        return words;
    }
}
