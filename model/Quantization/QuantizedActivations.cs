using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>An activation matrix as codes.</summary>
/// <param name="M">Rows.</param>
/// <param name="K">Columns.</param>
/// <param name="Format">A signed integer or a floating-point format.</param>
/// <param name="Codes">[M, K] codes.</param>
/// <param name="Scales">[M] binary16 patterns, or [M, groups] of <paramref name="Group"/> and ScaleFormat; or null.</param>
/// <param name="Group">Length of the groups that have scales; 0 where rows have them.</param>
public sealed record QuantizedActivations(int M, int K, NumberFormat Format, ushort[] Codes, ushort[]? Scales, int Group = 0)
{
    /// <summary>Format of the scales.</summary>
    public NumberFormat ScaleFormat { get; init; } = NumberFormats.Fp16;

    /// <summary>The scale of the whole matrix, a factor of every group's; 1 where it has none.</summary>
    public float TensorScale { get; init; } = 1;

    /// <summary>The values that the codes stand for, [M, K], exact.</summary>
    public double[] Dequantize()
    {
        var values = new double[Codes.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double value = Format.IsInteger
                ? IntegerCodec.Decode(Format, Codes[i])
                : FloatBits.ToDouble(Format, Codes[i]);
            values[i] = Scales is null ? value : value * FloatBits.ToDouble(ScaleFormat, Scales[ScaleOf(i)]) * TensorScale;
        }

        return values;
    }

    // Of the element at that place of the matrix.
    private int ScaleOf(int i)
    {
        var (m, k) = Math.DivRem(i, K);
        return Group == 0 ? m : (m * ((K + Group - 1) / Group)) + (k / Group);
    }
}
