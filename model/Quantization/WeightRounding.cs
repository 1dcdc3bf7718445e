using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>Weights as binary16, the format that they are not quantized from: every scale is 1.</summary>
public static class WeightRounding
{
    /// <summary>binary16, rounded to nearest even.</summary>
    /// <param name="weights">[n, k] weights, row major.</param>
    /// <param name="n">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <param name="group">Group length along k.</param>
    /// <param name="scales">Format of the scales.</param>
    /// <exception cref="QuantizationException">A value is not finite, or rounds to infinity.</exception>
    /// <exception cref="ArgumentException">The length is not n·k.</exception>
    public static QuantizedWeights ToFp16(ReadOnlySpan<float> weights, int n, int k, int group, NumberFormat scales)
    {
        ArgumentNullException.ThrowIfNull(scales);
        ArgumentOutOfRangeException.ThrowIfLessThan(group, 1);
        MatrixCheck.Require(weights, n, k, "weights");
        var codes = new ushort[weights.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = Fp16.FromSingle(weights[i]);
            if (!Fp16.IsFinite(codes[i]))
            {
                throw new QuantizationException(
                    "weights", i / k, i % k, weights[i], "the largest binary16 number is 65504");
            }
        }

        int groups = (int)(((long)k + group - 1) / group);
        ushort[] ones = [.. Enumerable.Repeat((ushort)FloatBits.One(scales), checked(n * groups))];
        return new QuantizedWeights(n, k, group, NumberFormats.Fp16, codes, ones, null)
        {
            ScaleFormat = scales,
        };
    }
}
