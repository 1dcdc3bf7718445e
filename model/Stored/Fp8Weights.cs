using MixPe.Model.Formats;
using MixPe.Model.Quantization;
using MixPe.Model.Tensors;

namespace MixPe.Model.Stored;

/// <summary>Layers of FP8 in safetensors files, as compressed-tensors (float-quantized), AutoFP8 and Model Optimizer write them: weight,
/// F8_E4M3 or F8_E5M2 [N, K]; weight_scale, one number, or one a row, [N, 1] or [N], of binary32, binary16 or bfloat16.</summary>
internal static class Fp8Weights
{
    private const string Codes = ".weight";
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
        if (layer.Find(Codes) is not { Type: TensorType.Float8E4M3 or TensorType.Float8E5M2 } codes)
        {
            return null;
        }

        if (codes.Shape.Count != 2 || codes.Shape.Contains(0))
        {
            throw layer.Fault(Codes, $"{codes}: [N, K] is wanted");
        }

        var (n, k) = (codes.Shape[0], codes.Shape[1]);
        if ((long)n * k > most)
        {
            throw layer.Fault(Codes, $"[{n}, {k}] has more than {most} elements");
        }

        NumberFormat format = NumberFormats.OfWeights(codes.Type == TensorType.Float8E4M3 ? "fp8_e4m3" : "fp8_e5m2");
        ushort[] elements = layer.Read(Codes).ToCodes();
        NumberFormat numbers = codes.Type == TensorType.Float8E4M3 ? NumberFormats.Fp8E4M3 : NumberFormats.Fp8E5M2;
        int bad = Array.FindIndex(elements, code => !FloatBits.IsFinite(numbers, code));
        if (bad >= 0)
        {
            throw layer.Fault(Codes, $"row {bad / k}, column {bad % k} is 0x{elements[bad]:x2}: a finite {numbers} number is wanted");
        }

        QuantizedWeights weights = Scaled(layer, new QuantizedWeights(n, k, k, format, elements, new ushort[n], null));
        FiniteScales.Require(layer.Place, weights);
        return new StoredWeights(layer.Place, "FP8", n, k, weights);
    }

    private static QuantizedWeights Scaled(LayerTensors layer, QuantizedWeights weights)
    {
        TensorInfo info = layer.Find(Scales) ?? throw layer.Fault(Scales, "missing: scales of blocks (weight_scale_inv) are not read");
        bool isOne = info.Shape.All(size => size == 1);
        bool areRows = info.Shape is [var rows] && rows == weights.N || info.Shape is [var first, 1] && first == weights.N;
        if (!isOne && !areRows)
        {
            throw layer.Fault(Scales, $"{info}: one number, or [{weights.N}, 1], is wanted");
        }

        Tensor scales = layer.Read(Scales);
        return info.Type switch
        {
            TensorType.Float16 => Of(NumberFormats.Fp16),
            TensorType.BFloat16 => Of(NumberFormats.Bf16),
            TensorType.Float32 when isOne => OfTensor(scales.ToSingles()[0]),
            TensorType.Float32 => Exact(scales.ToDoubles()) ?? throw layer.Fault(
                Scales, "one binary32 number a row, not all of them bfloat16 or binary16: hardware takes scales of rows in 16 bits"),
            _ => throw layer.Fault(Scales, $"{info}: float32, float16 or bfloat16 is wanted"),
        };

        QuantizedWeights Of(NumberFormat format) => weights with { ScaleFormat = format, Scales = Rows(scales.ToCodes()) };

        QuantizedWeights OfTensor(float scale) => float.IsFinite(scale)
            ? weights with { ScaleFormat = NumberFormats.Fp8E4M3, Scales = Rows([(ushort)FloatBits.One(NumberFormats.Fp8E4M3)]), TensorScale = scale }
            : throw layer.Fault(Scales, FormattableString.Invariant($"{scale}: a finite number is wanted"));

        QuantizedWeights? Exact(double[] values) => new[] { NumberFormats.Bf16, NumberFormats.Fp16 }
            .Where(format => values.All(value => FloatBits.ToDouble(format, FloatBits.FromDouble(format, value)).Equals(value)))
            .Select(format => weights with { ScaleFormat = format, Scales = Array.ConvertAll(values, value => (ushort)FloatBits.FromDouble(format, value)) })
            .FirstOrDefault();

        ushort[] Rows(ushort[] codes) => codes.Length == weights.N ? codes : [.. Enumerable.Repeat(codes[0], weights.N)];
    }
}
