using MixPe.Model.Quantization;
using MixPe.Model.Tensors;
using MixPe.Model.Tensors.Gguf;

namespace MixPe.Model.Stored;

/// <summary>Quantized tensors of GGUF files as weights.</summary>
internal static class GgufWeights
{
    /// <summary>Reads one; null if it is a tensor of numbers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The tensor's name; may be null when the file has one tensor only.</param>
    /// <param name="most">The most elements that are wanted.</param>
    /// <exception cref="InvalidDataException">The file is not what it claims to be, has no such tensor, or the tensor is
    /// no matrix or has a type that is not read.</exception>
    public static StoredWeights? Read(string path, string? name, int most)
    {
        if (GgufFile.ReadBlocks(path, name, most) is not var (tensor, data))
        {
            return null;
        }

        (int n, int k) = Matrix(path, tensor);
        string place = $"{path}: tensor '{tensor.Name}'";
        string kind = tensor.Type.Name;
        QuantizedWeights codes = tensor.Type == GgufTypes.Mxfp4 ? GgufBlocks.Mxfp4(data, n, k)
            : tensor.Type == GgufTypes.Q4K ? GgufBlocks.Q4K(data, n, k)
            : tensor.Type == GgufTypes.Q40 ? GgufBlocks.Q40(data, n, k)
            : GgufBlocks.Q80(data, n, k);
        FiniteScales.Require(place, codes);
        return new StoredWeights(place, kind, n, k, codes);
    }

    private static (int N, int K) Matrix(string path, GgufTensor tensor)
    {
        // Blocks lie along the last dimension: the others are rows, of which only one may be more than 1.
        int k = tensor.Shape[^1];
        int[] rows = [.. tensor.Shape.SkipLast(1).Where(size => size != 1)];
        return rows.Length <= 1 && k > 0 && !rows.Contains(0)
            ? (rows.Length == 0 ? 1 : rows[0], k)
            : throw TensorFault.At(
                path, tensor.Place, $"the shape [{string.Join(", ", tensor.Shape)}] is no matrix with elements");
    }
}
