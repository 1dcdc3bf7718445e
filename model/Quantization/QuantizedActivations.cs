using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>An activation matrix as codes.</summary>
/// <param name="M">Rows.</param>
/// <param name="K">Columns.</param>
/// <param name="Format">A signed integer or a floating-point format.</param>
/// <param name="Codes">[M, K] codes.</param>
/// <param name="Scales">[M] binary16 patterns, or null.</param>
public sealed record QuantizedActivations(int M, int K, NumberFormat Format, ushort[] Codes, ushort[]? Scales)
{
    /// <summary>The values that the codes stand for, [M, K], exact.</summary>
    public double[] Dequantize()
    {
        var values = new double[Codes.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double value = Format.IsInteger
                ? IntegerCodec.Decode(Format, Codes[i])
                : FloatBits.ToDouble(Format, Codes[i]);
            values[i] = Scales is null ? value : value * Fp16.ToSingle(Scales[i / K]);
        }

        return values;
    }
}
