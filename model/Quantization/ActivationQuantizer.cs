using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>Activations as integers with a scale a row, or as binary16.</summary>
public static class ActivationQuantizer
{
    /// <summary>Symmetric integers, a scale a row: scale = max|x|/max in binary16 with the format's largest integer, 127 of
    /// int8; code = clamp(RN(x/scale)).</summary>
    /// <param name="format">A signed integer format.</param>
    /// <param name="activations">[m, k] activations, row major.</param>
    /// <param name="m">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <exception cref="QuantizationException">A value is not finite, or a row's scale is beyond binary16.</exception>
    /// <exception cref="ArgumentException">The length is not m·k, or the format is not a signed integer.</exception>
    public static QuantizedActivations PerRow(NumberFormat format, ReadOnlySpan<float> activations, int m, int k)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (format.Kind != NumberKind.Signed)
        {
            throw new ArgumentException($"{format} is no signed integer format", nameof(format));
        }

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

            double exact = most / format.MaxInteger;
            scales[row] = ScaleRounding.Round(exact) ?? throw new QuantizationException(
                "activations", row, 0, exact, "the scale of this row is beyond binary16, 65504");
            double step = Fp16.ToSingle(scales[row]);
            for (int i = 0; i < k; i++)
            {
                double code = Math.Round(values[i] / step, MidpointRounding.ToEven);
                codes[row * k + i] = IntegerCodec.Encode(
                    format, (int)Math.Clamp(code, format.MinInteger, format.MaxInteger));
            }
        }

        return new QuantizedActivations(m, k, format, codes, scales);
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
