using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>Activations as int8 with a scale a row, or as binary16.</summary>
public static class ActivationQuantizer
{
    private static readonly NumberFormat Int8 = NumberFormats.Get("int8");

    /// <summary>Symmetric int8, a scale a row: scale = max|x|/127 in binary16, code = clamp(RN(x/scale)).</summary>
    /// <param name="activations">[m, k] activations, row major.</param>
    /// <param name="m">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <exception cref="QuantizationException">A value is not finite, or a row's scale is beyond binary16.</exception>
    /// <exception cref="ArgumentException">The length is not m·k.</exception>
    public static QuantizedActivations PerRowInt8(ReadOnlySpan<float> activations, int m, int k)
    {
        MatrixCheck.Require(activations, m, k, "activations");
        var codes = new ushort[activations.Length];
        var scales = new ushort[m];
        for (int row = 0; row < m; row++)
        {
            ReadOnlySpan<float> values = activations.Slice(row * k, k);
            double most = 0;
            foreach (float value in values)
            {
                most = Math.Max(most, Math.Abs((double)value));
            }

            double exact = most / Int8.MaxInteger;
            scales[row] = ScaleRounding.Round(exact) ?? throw new QuantizationException(
                "activations", row, 0, exact, "the scale of this row is beyond binary16, 65504");
            double step = Fp16.ToSingle(scales[row]);
            for (int i = 0; i < k; i++)
            {
                double code = Math.Round(values[i] / step, MidpointRounding.ToEven);
                codes[row * k + i] = IntegerCodec.Encode(
                    Int8, (int)Math.Clamp(code, Int8.MinInteger, Int8.MaxInteger));
            }
        }

        return new QuantizedActivations(m, k, Int8, codes, scales);
    }

    /// <summary>binary16, rounded to nearest even.</summary>
    /// <param name="activations">[m, k] activations, row major.</param>
    /// <param name="m">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <exception cref="QuantizationException">A value is not finite, or rounds to infinity.</exception>
    /// <exception cref="ArgumentException">The length is not m·k.</exception>
    public static QuantizedActivations ToFp16(ReadOnlySpan<float> activations, int m, int k)
    {
        MatrixCheck.Require(activations, m, k, "activations");
        var codes = new ushort[activations.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = Fp16.FromSingle(activations[i]);
            if (!Fp16.IsFinite(codes[i]))
            {
                throw new QuantizationException(
                    "activations", i / k, i % k, activations[i], "the largest binary16 number is 65504");
            }
        }

        return new QuantizedActivations(m, k, NumberFormats.Fp16, codes, null);
    }
}
