using System.Buffers.Binary;
using MixPe.Model.Formats;
using MixPe.Model.Quantization;
using MixPe.Model.Tensors;

namespace MixPe.Model.Stored;

/// <summary>Layers of NVFP4 in safetensors files, as NVIDIA's Model Optimizer and compressed-tensors write them: codes; weight_scale, E4M3
/// [N, K/16]; a second scale, one binary32 number.</summary>
internal static class Nvfp4Weights
{
    private const int Block = 16;
    private const string Scales = ".weight_scale";

    /// <summary>Reads a layer.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The layer's prefix.</param>
    /// <param name="most">The most elements that are wanted.</param>
    /// <returns>Null if nothing of that name is such a layer.</returns>
    /// <exception cref="InvalidDataException">It is not what it claims to be.</exception>
    public static StoredWeights? Read(string path, string name, int most)
    {
        LayerTensors layer = new(path, name);
        return layer.Find(Nvfp4Layout.CompressedTensors.Codes) is not null ? Layer(layer, Nvfp4Layout.CompressedTensors, most)
            : layer.Find(Nvfp4Layout.ModelOptimizer.Codes) is not null && layer.Find(Nvfp4Layout.ModelOptimizer.Second) is not null
            ? Layer(layer, Nvfp4Layout.ModelOptimizer, most)
            : null;
    }

    private static StoredWeights Layer(LayerTensors layer, Nvfp4Layout layout, int most)
    {
        TensorInfo codes = layer.Require(layout.Codes, TensorType.UInt8, [-1, -1]);
        (int n, long k) = (codes.Shape[0], 2L * codes.Shape[1]);
        if (n == 0 || k == 0 || k % Block != 0 || n * k > most)
        {
            throw layer.Fault(
                layout.Codes, n * k > most ? $"[{n}, {k}] has more than {most} elements" : $"{codes}: [N, K/2] with K a multiple of {Block} is wanted");
        }

        int groups = (int)(k / Block);
        layer.Require(Scales, TensorType.Float8E4M3, [n, groups]);
        QuantizedWeights weights = new(
            n, (int)k, Block, NumberFormats.Get("fp4_e2m1"), Unpacked(layer.Read(layout.Codes).Data), layer.Read(Scales).ToCodes(), null)
        {
            ScaleFormat = NumberFormats.Fp8E4M3,
            TensorScale = Second(layer, layout),
        };
        FiniteScales.Require(layer.Place, weights);
        return new StoredWeights(layer.Place, "NVFP4", n, (int)k, weights);
    }

    private static float Second(LayerTensors layer, Nvfp4Layout layout)
    {
        TensorInfo second = layer.Require(layout.Second, TensorType.Float32, null);
        byte[] number = layer.Read(layout.Second).Data;
        float stored = number.Length == 4
            ? BinaryPrimitives.ReadSingleLittleEndian(number)
            : throw layer.Fault(layout.Second, $"{second}: one number is wanted");
        float scale = layout.IsDivisor ? 1 / stored : stored;
        return float.IsFinite(stored) && float.IsFinite(scale) ? scale : throw layer.Fault(
            layout.Second,
            FormattableString.Invariant($"{stored}: a finite number{(layout.IsDivisor ? ", and one that can divide," : "")} is wanted"));
    }

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
