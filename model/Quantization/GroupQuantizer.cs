using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>Round-to-nearest group quantization of weights, from the smallest and the largest value of each group.
/// Codes are computed with the scale as rounded to binary16, ties to even.</summary>
public static class GroupQuantizer
{
    /// <summary>With a zero point: the range from min(w, 0) to max(w, 0) over all codes. scale = (max − min)/(codes − 1)
    /// in binary16; zero = RN(lowest − min/scale), clamped; code = clamp(RN(w/scale) + zero).</summary>
    /// <param name="weights">[n, k] weights, row major.</param>
    /// <param name="n">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <param name="group">Group length along k; the last group may be shorter.</param>
    /// <param name="format">An integer format, unsigned as a rule: then lowest is 0.</param>
    /// <exception cref="QuantizationException">A weight is not finite, or a group's scale is beyond binary16.</exception>
    /// <exception cref="ArgumentException">The shape, the group or the format does not fit.</exception>
    public static QuantizedWeights Asymmetric(
        ReadOnlySpan<float> weights, int n, int k, int group, NumberFormat format)
    {
        QuantizedWeights result = Empty(weights, n, k, group, format, zeroPoints: true);
        for (int row = 0; row < n; row++)
        {
            for (int g = 0; g < result.Groups; g++)
            {
                int start = row * k + g * group;
                ReadOnlySpan<float> values = weights.Slice(start, Math.Min(group, k - g * group));
                (double min, double max) = Range(values);
                double exact = (max - min) / (format.MaxInteger - format.MinInteger);
                ushort scale = ScaleRounding.Round(exact) ?? throw TooLarge(row, g * group, exact);
                double step = Fp16.ToSingle(scale);
                int zero = Clamp(format, format.MinInteger - min / step);
                result.Scales[row * result.Groups + g] = scale;
                result.ZeroPoints![row * result.Groups + g] = zero;
                Encode(format, values, step, zero, result.Codes.AsSpan(start));
            }
        }

        return result;
    }

    /// <summary>Without a zero point: scale = max|w|/(2^(bits−1) − 1) in binary16; code = clamp(RN(w/scale)).</summary>
    /// <param name="weights">[n, k] weights, row major.</param>
    /// <param name="n">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <param name="group">Group length along k; the last group may be shorter.</param>
    /// <param name="format">A signed integer format.</param>
    /// <exception cref="QuantizationException">A weight is not finite, or a group's scale is beyond binary16.</exception>
    /// <exception cref="ArgumentException">The shape, the group or the format does not fit.</exception>
    public static QuantizedWeights Symmetric(
        ReadOnlySpan<float> weights, int n, int k, int group, NumberFormat format)
    {
        QuantizedWeights result = Empty(weights, n, k, group, format, zeroPoints: false);
        if (format.Kind != NumberKind.Signed)
        {
            throw new ArgumentException($"{format} is unsigned: symmetric quantization needs a signed format");
        }

        for (int row = 0; row < n; row++)
        {
            for (int g = 0; g < result.Groups; g++)
            {
                int start = row * k + g * group;
                ReadOnlySpan<float> values = weights.Slice(start, Math.Min(group, k - g * group));
                (double min, double max) = Range(values);
                double exact = Math.Max(-min, max) / format.MaxInteger;
                ushort scale = ScaleRounding.Round(exact) ?? throw TooLarge(row, g * group, exact);
                result.Scales[row * result.Groups + g] = scale;
                Encode(format, values, Fp16.ToSingle(scale), 0, result.Codes.AsSpan(start));
            }
        }

        return result;
    }

    private static QuantizedWeights Empty(
        ReadOnlySpan<float> weights, int n, int k, int group, NumberFormat format, bool zeroPoints)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentOutOfRangeException.ThrowIfLessThan(group, 1);
        if (!format.IsInteger)
        {
            throw new ArgumentException($"{format} is not an integer format", nameof(format));
        }

        MatrixCheck.Require(weights, n, k, "weights");
        int scales = checked(n * (int)(((long)k + group - 1) / group));
        return new QuantizedWeights(
            n, k, group, format, new ushort[weights.Length], new ushort[scales], zeroPoints ? new int[scales] : null);
    }

    // Zero is always inside: a weight of zero is exact, and the zero point is a code.
    private static (double Min, double Max) Range(ReadOnlySpan<float> values)
    {
        double min = 0;
        double max = 0;
        foreach (float value in values)
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        return (min, max);
    }

    private static void Encode(
        NumberFormat format, ReadOnlySpan<float> values, double step, int zero, Span<ushort> codes)
    {
        for (int i = 0; i < values.Length; i++)
        {
            double code = Math.Round(values[i] / step, MidpointRounding.ToEven) + zero;
            codes[i] = IntegerCodec.Encode(format, Clamp(format, code));
        }
    }

    private static int Clamp(NumberFormat format, double value) => (int)Math.Clamp(
        Math.Round(value, MidpointRounding.ToEven), format.MinInteger, format.MaxInteger);

    private static QuantizationException TooLarge(int row, int column, double scale) =>
        new("weights", row, column, scale, "the scale of the group that starts here is beyond binary16, 65504");
}
