using MixPe.Model.Tensors;

namespace MixPe.Model.Stored;

/// <summary>The tensors of a safetensors file that belong to one layer: its name, a dot, and a part's.</summary>
/// <param name="path">The file.</param>
/// <param name="name">The layer's name.</param>
internal sealed class LayerTensors(string path, string name)
{
    private readonly IReadOnlyList<TensorInfo> _tensors = SafetensorsFile.Describe(path);

    /// <summary>The file and the layer, for messages.</summary>
    internal string Place => $"{path}: layer '{name}'";

    /// <summary>A part's description; null if there is none.</summary>
    internal TensorInfo? Find(string part) => _tensors.FirstOrDefault(tensor => tensor.Name == name + part);

    /// <summary>A part's description.</summary>
    /// <param name="part">Such as ".weight".</param>
    /// <param name="type">The type that it must have.</param>
    /// <param name="shape">The shape that it must have, -1 for any size; null for any shape.</param>
    /// <exception cref="InvalidDataException">It is missing or another.</exception>
    internal TensorInfo Require(string part, TensorType type, int[]? shape)
    {
        TensorInfo found = Find(part) ?? throw Fault(part, "missing");
        bool fits = shape is null || (found.Shape.Count == shape.Length
            && found.Shape.Zip(shape).All(size => size.Second < 0 || size.First == size.Second));
        string wanted = shape is null ? "" : $" [{string.Join(", ", shape.Select(size => size < 0 ? "any" : $"{size}"))}]";
        return found.Type == type && fits ? found : throw Fault(part, $"{found}: {type.ToString().ToLowerInvariant()}{wanted} is wanted");
    }

    /// <summary>A part.</summary>
    internal Tensor Read(string part) => SafetensorsFile.Read(path, name + part);

    /// <summary>What is wrong with a part.</summary>
    internal InvalidDataException Fault(string part, string fault) => TensorFault.At(path, $"tensor '{name}{part}'", fault);
}
