using System.Buffers.Binary;
using MixPe.Model.Formats;
using MixPe.Model.Quantization;
using MixPe.Model.Tensors;

namespace MixPe.Model.Stored;

/// <summary>Layers of NVFP4 in safetensors files, as NVIDIA's Model Optimizer writes them: weight, uint8 [N, K/2], two codes a byte, the first in
/// the lower half; weight_scale, E4M3 [N, K/16]; weight_scale_2, one binary32 number.</summary>
internal static class Nvfp4Weights
{
    private const int Block = 16;
    private const string Codes = ".weight";
    private const string Scales = ".weight_scale";
    private const string Second = ".weight_scale_2";

    /// <summary>Reads a layer.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The layer's prefix.</param>
    /// <param name="most">The most elements that are wanted.</param>
    /// <returns>Null if nothing of that name is such a layer.</returns>
    /// <exception cref="InvalidDataException">It is not what it claims to be, or a part of a layer.</exception>
    public static StoredWeights? Read(string path, string name, int most)
    {
        IReadOnlyList<TensorInfo> tensors = SafetensorsFile.Describe(path);
        RefuseAPart(path, name, tensors);
        if (!Has(tensors, name + Codes) || !Has(tensors, name + Second))
        {
            return null;
        }

        TensorInfo codes = Part(Codes, TensorType.UInt8, [-1, -1]);
        (int n, long k) = (codes.Shape[0], 2L * codes.Shape[1]);
        if (n == 0 || k == 0 || k % Block != 0 || n * k > most)
        {
            throw Fault(Codes, n * k > most ? $"[{n}, {k}] has more than {most} elements" : $"{codes}: [N, K/2] with K a multiple of {Block} is wanted");
        }

        int groups = (int)(k / Block);
        Part(Scales, TensorType.Float8E4M3, [n, groups]);
        TensorInfo second = Part(Second, TensorType.Float32, null);
        byte[] number = SafetensorsFile.Read(path, second.Name).Data;
        float scale = number.Length == 4
            ? BinaryPrimitives.ReadSingleLittleEndian(number)
            : throw Fault(Second, $"{second}: one number is wanted");
        if (!float.IsFinite(scale))
        {
            throw Fault(Second, FormattableString.Invariant($"{scale}: a finite number is wanted"));
        }

        string place = $"{path}: layer '{name}'";
        QuantizedWeights weights = new(
            n, (int)k, Block, NumberFormats.Get("fp4_e2m1"), Unpacked(SafetensorsFile.Read(path, codes.Name).Data),
            SafetensorsFile.Read(path, name + Scales).ToCodes(), null)
        {
            ScaleFormat = NumberFormats.Fp8E4M3,
            TensorScale = scale,
        };
        FiniteScales.Require(place, weights);
        return new StoredWeights(place, "NVFP4", n, (int)k, weights);

        TensorInfo Part(string part, TensorType type, int[]? shape)
        {
            TensorInfo found = tensors.FirstOrDefault(tensor => tensor.Name == name + part) ?? throw Fault(part, "missing");
            bool fits = shape is null || (found.Shape.Count == shape.Length
                && found.Shape.Zip(shape).All(size => size.Second < 0 || size.First == size.Second));
            string wanted = shape is null ? "" : $" [{string.Join(", ", shape.Select(size => size < 0 ? "any" : $"{size}"))}]";
            return found.Type == type && fits ? found : throw Fault(part, $"{found}: {type.ToString().ToLowerInvariant()}{wanted} is wanted");
        }

        InvalidDataException Fault(string part, string fault) => TensorFault.At(path, $"tensor '{name}{part}'", fault);
    }

    // Codes without what scales them would be other numbers, and nobody would see it.
    private static void RefuseAPart(string path, string name, IReadOnlyList<TensorInfo> tensors)
    {
        if (!name.EndsWith(Codes, StringComparison.Ordinal)
            || tensors.FirstOrDefault(tensor => tensor.Name == name) is not { Type: TensorType.UInt8 or TensorType.Float8E4M3 or TensorType.Float8E5M2 } part)
        {
            return;
        }

        string layer = name[..^Codes.Length];
        if (tensors.FirstOrDefault(tensor => tensor.Name.StartsWith(layer + Scales, StringComparison.Ordinal)) is { } scale)
        {
            throw TensorFault.At(path, $"tensor '{name}'", part.Type == TensorType.UInt8
                ? $"codes without their scales: '{layer}' names all of the layer"
                : $"numbers of 8 bits that '{scale.Name}' scales: such layers are not read");
        }
    }

    private static bool Has(IReadOnlyList<TensorInfo> tensors, string name) => tensors.Any(tensor => tensor.Name == name);

    private static ushort[] Unpacked(byte[] data)
    {
        var codes = new ushort[2 * data.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = (ushort)((data[i / 2] >> (4 * (i % 2))) & 15);
        }

        return codes;
    }
}
