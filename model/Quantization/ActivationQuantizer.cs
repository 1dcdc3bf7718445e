using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>Activations as integers or FP8 with a scale a row, or as integers or floating-point numbers as they are.</summary>
public static class ActivationQuantizer
{
    /// <summary>Symmetric, a scale a row: scale = max|x|/max in binary16 with the format's largest number, 127 of int8, 448 of
    /// fp8_e4m3; code = clamp(RN(x/scale)).</summary>
    /// <param name="format">A signed integer or a floating-point format.</param>
    /// <param name="activations">[m, k] activations, row major.</param>
    /// <param name="m">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <exception cref="QuantizationException">A value is not finite, or a row's scale is beyond binary16.</exception>
    /// <exception cref="ArgumentException">The length is not m·k, or the format is unsigned.</exception>
    public static QuantizedActivations PerRow(NumberFormat format, ReadOnlySpan<float> activations, int m, int k)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (format.Kind is not (NumberKind.Signed or NumberKind.Float))
        {
            throw new ArgumentException($"{format} is neither a signed integer nor a floating-point format", nameof(format));
        }

        double largest = format.IsInteger ? format.MaxInteger : FloatBits.ToDouble(format, format.LargestFinite);
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

            double exact = most / largest;
            scales[row] = ScaleRounding.Round(NumberFormats.Fp16, most, largest) ?? throw new QuantizationException(
                "activations", row, 0, exact, "the scale of this row is beyond binary16, 65504");
            double step = Fp16.ToSingle(scales[row]);
            for (int i = 0; i < k; i++)
            {
                codes[row * k + i] = Code(format, values[i] / step, largest);
            }
        }

        return new QuantizedActivations(m, k, format, codes, scales);
    }

    /// <summary>Floating-point numbers without a scale, rounded to nearest even.</summary>
    /// <param name="format">A floating-point format of at most 16 bits.</param>
    /// <param name="activations">[m, k] activations, row major.</param>
    /// <param name="m">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <exception cref="QuantizationException">A value is not finite, or beyond the format's largest one.</exception>
    /// <exception cref="ArgumentException">The length is not m·k.</exception>
    public static QuantizedActivations ToFloat(NumberFormat format, ReadOnlySpan<float> activations, int m, int k)
    {
        ArgumentNullException.ThrowIfNull(format);
        MatrixCheck.Require(activations, m, k, "activations");
        var codes = new ushort[activations.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = (ushort)FloatBits.FromDouble(format, activations[i]);
            if (!FloatBits.IsFinite(format, codes[i]))
            {
                throw new QuantizationException(
                    "activations", i / k, i % k, activations[i],
                    $"the largest {format} number is {FloatBits.ToDouble(format, format.LargestFinite)}");
            }
        }

        return new QuantizedActivations(m, k, format, codes, null);
    }

    /// <summary>Integers without a scale: values rounded to nearest, ties to even.</summary>
    /// <param name="format">A signed integer format.</param>
    /// <param name="activations">[m, k] activations, row major.</param>
    /// <param name="m">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <exception cref="QuantizationException">A value is not finite, or its integer is out of the format's range.</exception>
    /// <exception cref="ArgumentException">The length is not m·k, or the format is not of signed integers.</exception>
    public static QuantizedActivations ToInteger(NumberFormat format, ReadOnlySpan<float> activations, int m, int k)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (format.Kind != NumberKind.Signed)
        {
            throw new ArgumentException($"{format} is no signed integer format", nameof(format));
        }

        MatrixCheck.Require(activations, m, k, "activations");
        var codes = new ushort[activations.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            double value = Math.Round((double)activations[i], MidpointRounding.ToEven);
            if (value < format.MinInteger || value > format.MaxInteger)
            {
                throw new QuantizationException(
                    "activations", i / k, i % k, activations[i],
                    $"without a scale {format} holds integers from {format.MinInteger} to {format.MaxInteger}");
            }

            codes[i] = IntegerCodec.Encode(format, (int)value);
        }

        return new QuantizedActivations(m, k, format, codes, null);
    }

    private static ushort Code(NumberFormat format, double value, double largest) => format.IsInteger
        ? IntegerCodec.Encode(
            format, (int)Math.Clamp(Math.Round(value, MidpointRounding.ToEven), format.MinInteger, largest))
        : (ushort)FloatBits.FromDouble(format, Math.Clamp(value, -largest, largest));
}
