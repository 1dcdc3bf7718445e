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
        MatrixCheck.Require(activations, m, k, "activations");
        var (codes, scales) = Scaled(format, activations, m, k, k, NumberFormats.Fp16, "row");
        return new QuantizedActivations(m, k, format, codes, scales);
    }

    /// <summary>Symmetric, a scale a group of a row: scale = max|x|/max of the group, rounded to its format, as weights have it (a
    /// power of two by OCP's Microscaling Formats v1.0, 6.3: what is then beyond the largest number becomes it).</summary>
    /// <param name="format">A signed integer or a floating-point format.</param>
    /// <param name="activations">[m, k] activations, row major.</param>
    /// <param name="m">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <param name="group">Length of a group; the last one of a row may be shorter.</param>
    /// <param name="scaleFormat">Format of the scales.</param>
    /// <param name="tensorScale">The matrix's own scale, a factor of every group's.</param>
    /// <exception cref="QuantizationException">A value is not finite, or a group's scale is beyond its format.</exception>
    /// <exception cref="ArgumentException">The length is not m·k, or the format is unsigned.</exception>
    public static QuantizedActivations PerGroup(
        NumberFormat format, ReadOnlySpan<float> activations, int m, int k, int group, NumberFormat scaleFormat, float tensorScale = 1)
    {
        ArgumentNullException.ThrowIfNull(scaleFormat);
        ArgumentOutOfRangeException.ThrowIfLessThan(group, 1);
        MatrixCheck.Require(activations, m, k, "activations");
        var (codes, scales) = Scaled(format, activations, m, k, group, scaleFormat, "group", tensorScale);
        return new QuantizedActivations(m, k, format, codes, scales, group) { ScaleFormat = scaleFormat, TensorScale = tensorScale };
    }

    private static (ushort[] Codes, ushort[] Scales) Scaled(
        NumberFormat format, ReadOnlySpan<float> activations, int m, int k, int group, NumberFormat scaleFormat, string part, float tensorScale = 1)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (format.Kind is not (NumberKind.Signed or NumberKind.Float))
        {
            throw new ArgumentException($"{format} is neither a signed integer nor a floating-point format", nameof(format));
        }

        double largest = format.IsInteger ? format.MaxInteger : FloatBits.ToDouble(format, format.LargestFinite);
        var codes = new ushort[activations.Length];
        List<ushort> scales = [];
        for (int start = 0; start < activations.Length; start += Math.Min(group, k - (start % k)))
        {
            int length = Math.Min(group, k - (start % k));
            int largestAt = start;
            for (int i = start; i < start + length; i++)
            {
                largestAt = Math.Abs(activations[i]) > Math.Abs(activations[largestAt]) ? i : largestAt;
            }

            double most = Math.Abs((double)activations[largestAt]) / tensorScale;

            ushort scale = ScaleRounding.Round(scaleFormat, most, largest) ?? throw new QuantizationException(
                "activations", largestAt / k, largestAt % k, activations[largestAt],
                FormattableString.Invariant($"the scale of its {part}, {most / largest}, is beyond {NameOf(scaleFormat)}, {FloatBits.ToDouble(scaleFormat, scaleFormat.LargestFinite)}"));
            scales.Add(scale);
            double step = FloatBits.ToDouble(scaleFormat, scale) * tensorScale;
            for (int i = start; i < start + length; i++)
            {
                codes[i] = Code(format, activations[i] / step, largest);
            }
        }

        return (codes, [.. scales]);
    }

    private static string NameOf(NumberFormat format) => format == NumberFormats.Fp16 ? "binary16" : format.Name;

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
        double largest = FloatBits.ToDouble(format, format.LargestFinite);
        var codes = new ushort[activations.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = (ushort)FloatBits.FromDouble(format, activations[i]);
            if (!FloatBits.IsFinite(format, codes[i]) || (!format.HasSpecials && !(Math.Abs(activations[i]) <= largest)))
            {
                throw new QuantizationException(
                    "activations", i / k, i % k, activations[i],
                    $"the largest {format} number is {largest}");
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
