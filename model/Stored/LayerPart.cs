using MixPe.Model.Tensors;

namespace MixPe.Model.Stored;

/// <summary>A tensor that is a part of a quantized layer, asked for by itself: without what scales it, it would be other numbers, and nobody
/// would see it.</summary>
internal static class LayerPart
{
    private const string Scales = ".weight_scale";
    private static readonly string[] Codes = [".weight", ".weight_packed"];

    /// <summary>Refuses it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The tensor's name.</param>
    /// <exception cref="InvalidDataException">It is such a part.</exception>
    internal static void Refuse(string path, string name)
    {
        IReadOnlyList<TensorInfo> tensors = SafetensorsFile.Describe(path);
        if (Codes.FirstOrDefault(part => name.EndsWith(part, StringComparison.Ordinal)) is not { } suffix
            || !tensors.Any(tensor => tensor.Name == name && tensor.Type is TensorType.UInt8 or TensorType.Float8E4M3 or TensorType.Float8E5M2))
        {
            return;
        }

        string layer = name[..^suffix.Length];
        if (tensors.Any(tensor => tensor.Name.StartsWith(layer + Scales, StringComparison.Ordinal)))
        {
            throw TensorFault.At(path, $"tensor '{name}'", $"codes without their scales: '{layer}' names all of the layer");
        }
    }
}
