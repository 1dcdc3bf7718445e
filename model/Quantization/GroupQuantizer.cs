using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>Round-to-nearest group quantization of weights, from the smallest and the largest value of each group, or
/// from the part of that range that leaves the least squared error. Codes are computed with the scale as rounded to
/// its format, to nearest, ties to even.</summary>
public static class GroupQuantizer
{
    // Ranges that are tried: all of it, then 2 % less each, to half of it.
    private const int Ranges = 26;
    private const double RangeStep = 0.02;

    /// <summary>With a zero point: the range from min(w, 0) to max(w, 0) over all codes. scale = (max − min)/(codes − 1)
    /// in the scales' format; zero = RN(lowest − min/scale), clamped; code = clamp(RN(w/scale) + zero).</summary>
    /// <param name="weights">[n, k] weights, row major.</param>
    /// <param name="n">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <param name="group">Group length along k; the last group may be shorter.</param>
    /// <param name="format">An integer format, unsigned as a rule: then lowest is 0.</param>
    /// <param name="range">How a group's range is chosen.</param>
    /// <param name="scales">Format of the scales; binary16 without it.</param>
    /// <exception cref="QuantizationException">A weight is not finite, or a group's scale is beyond its format.</exception>
    /// <exception cref="ArgumentException">The shape, the group or the format does not fit.</exception>
    public static QuantizedWeights Asymmetric(
        ReadOnlySpan<float> weights,
        int n,
        int k,
        int group,
        NumberFormat format,
        CodeRange range = CodeRange.MinMax,
        NumberFormat? scales = null)
    {
        QuantizedWeights result = Empty(weights, n, k, group, format, zeroPoints: true, scales);
        for (int row = 0; row < n; row++)
        {
            for (int g = 0; g < result.Groups; g++)
            {
                int start = row * k + g * group;
                ReadOnlySpan<float> values = weights.Slice(start, Math.Min(group, k - g * group));
                (double min, double max) = Range(values);
                double codes = format.MaxInteger - format.MinInteger;
                (ushort scale, int zero) = Best(format, result.ScaleFormat, values, range, part =>
                {
                    ushort rounded = ScaleRounding.Round(result.ScaleFormat, (max - min) * part, codes)
                        ?? throw TooLarge(result.ScaleFormat, row, g * group, (max - min) / codes);
                    double step = ScaleRounding.Value(result.ScaleFormat, rounded);
                    return (rounded, Clamp(format, format.MinInteger - (min * part / step)));
                });
                result.Scales[row * result.Groups + g] = scale;
                result.ZeroPoints![row * result.Groups + g] = zero;
                Encode(format, values, ScaleRounding.Value(result.ScaleFormat, scale), zero, result.Codes.AsSpan(start));
            }
        }

        return result;
    }

    /// <summary>Without a zero point: scale = max|w|/(2^(bits−1) − 1) in the scales' format; code = clamp(RN(w/scale)). A minifloat's largest
    /// value is the divisor; of ternary weights the scale is the mean of |w| (BitNet b1.58, arXiv 2402.17764); weights in pairs go to
    /// <see cref="OutlierPairQuantizer"/>, whatever the range.</summary>
    /// <param name="weights">[n, k] weights, row major.</param>
    /// <param name="n">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <param name="group">Group length along k; the last group may be shorter.</param>
    /// <param name="format">A signed integer format, ternary, a minifloat, flint or olive4.</param>
    /// <param name="range">How a group's range is chosen.</param>
    /// <param name="scales">Format of the scales; binary16 without it.</param>
    /// <param name="tensorScale">The matrix's own scale, a factor of every group's; weights in pairs have none.</param>
    /// <exception cref="QuantizationException">A weight is not finite, or a group's scale is beyond its format.</exception>
    /// <exception cref="ArgumentException">The shape, the group or the format does not fit.</exception>
    public static QuantizedWeights Symmetric(
        ReadOnlySpan<float> weights,
        int n,
        int k,
        int group,
        NumberFormat format,
        CodeRange range = CodeRange.MinMax,
        NumberFormat? scales = null,
        float tensorScale = 1)
    {
        QuantizedWeights result = Empty(weights, n, k, group, format, zeroPoints: false, scales) with { TensorScale = tensorScale };
        if (format.IsPaired && tensorScale != 1)
        {
            throw new ArgumentException($"{format} has no scale of the matrix", nameof(tensorScale));
        }

        if (format.HasOutlierLane)
        {
            throw new ArgumentException($"{format} has words of lanes: see {nameof(OutlierWordQuantizer)}", nameof(format));
        }

        if (!format.IsSigned)
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
                if (format.IsPaired)
                {
                    result.Scales[row * result.Groups + g] = OutlierPairQuantizer.Quantize(
                        values, result.ScaleFormat, result.Codes.AsSpan(start, values.Length))
                        ?? throw TooLarge(result.ScaleFormat, row, g * group, Math.Max(-min, max) / OutlierPairs.LargestNormal);
                    continue;
                }

                double largest = Math.ScaleB((double)format.LargestUnits, format.LsbExponent);
                double magnitude = format.Kind == NumberKind.Ternary ? MeanMagnitude(values) : Math.Max(-min, max);
                (ushort scale, _) = Best(
                    format,
                    result.ScaleFormat,
                    values,
                    range,
                    part => (ScaleRounding.Round(result.ScaleFormat, magnitude * part / tensorScale, largest)
                        ?? throw TooLarge(result.ScaleFormat, row, g * group, magnitude / tensorScale / largest), 0),
                    tensorScale);
                result.Scales[row * result.Groups + g] = scale;
                Encode(format, values, Step(format, result.ScaleFormat, scale) * tensorScale, 0, result.Codes.AsSpan(start));
            }
        }

        return result;
    }

    private static double MeanMagnitude(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += Math.Abs((double)value);
        }

        return sum / values.Length;
    }

    private static QuantizedWeights Empty(
        ReadOnlySpan<float> weights, int n, int k, int group, NumberFormat format, bool zeroPoints, NumberFormat? scaleFormat)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentOutOfRangeException.ThrowIfLessThan(group, 1);
        if (!format.IsFixedPoint || (zeroPoints && !format.IsInteger))
        {
            throw new ArgumentException(
                $"{format} is not {(zeroPoints ? "an integer format" : "an integer format or a minifloat")}", nameof(format));
        }

        MatrixCheck.Require(weights, n, k, "weights");
        int scales = checked(n * (int)(((long)k + group - 1) / group));
        return new QuantizedWeights(
            n, k, group, format, new ushort[weights.Length], new ushort[scales], zeroPoints ? new int[scales] : null)
        {
            ScaleFormat = scaleFormat ?? NumberFormats.Fp16,
        };
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

    // The scale and the zero point of the whole range, or of the part of it that leaves the least squared error; the
    // larger part of two that leave the same.
    private static (ushort Scale, int Zero) Best(
        NumberFormat format,
        NumberFormat scales,
        ReadOnlySpan<float> values,
        CodeRange range,
        Func<double, (ushort Scale, int Zero)> of,
        double tensorScale = 1)
    {
        (ushort Scale, int Zero) best = of(1);
        if (range == CodeRange.MinMax)
        {
            return best;
        }

        double least = SquaredError(format, scales, values, best, tensorScale);
        for (int i = 1; i < Ranges; i++)
        {
            (ushort Scale, int Zero) tried = of(1 - (i * RangeStep));
            double error = SquaredError(format, scales, values, tried, tensorScale);
            if (error < least)
            {
                (best, least) = (tried, error);
            }
        }

        return best;
    }

    private static double SquaredError(
        NumberFormat format, NumberFormat scales, ReadOnlySpan<float> values, (ushort Scale, int Zero) by, double tensorScale)
    {
        double step = Step(format, scales, by.Scale) * tensorScale;
        double sum = 0;
        foreach (float value in values)
        {
            double units = Math.ScaleB(IntegerCodec.ToDouble(format, Code(format, value, step, by.Zero)), -format.LsbExponent);
            double error = ((units - by.Zero) * step) - value;
            sum += error * error;
        }

        return sum;
    }

    private static void Encode(
        NumberFormat format, ReadOnlySpan<float> values, double step, int zero, Span<ushort> codes)
    {
        for (int i = 0; i < values.Length; i++)
        {
            codes[i] = Code(format, values[i], step, zero);
        }
    }

    private static ushort Code(NumberFormat format, float value, double step, int zero) => IntegerCodec.Nearest(
        format, format.IsMinifloat ? value / step : Math.Round(value / step, MidpointRounding.ToEven) + zero);

    // What one unit of a code stands for.
    private static double Step(NumberFormat format, NumberFormat scales, ushort scale) =>
        Math.ScaleB(ScaleRounding.Value(scales, scale), format.LsbExponent);

    private static int Clamp(NumberFormat format, double value) => (int)Math.Clamp(
        Math.Round(value, MidpointRounding.ToEven), format.MinInteger, format.MaxInteger);

    private static QuantizationException TooLarge(NumberFormat scales, int row, int column, double scale) => new(
        "weights", row, column, scale,
        $"the scale of the group that starts here is beyond {scales}, {(scales.IsInteger ? scales.MaxInteger : FloatBits.ToDouble(scales, scales.LargestFinite))}");
}
