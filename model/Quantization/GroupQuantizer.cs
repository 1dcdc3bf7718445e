using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>Round-to-nearest group quantization of weights, from the smallest and the largest value of each group, or
/// from the part of that range that leaves the least squared error. Codes are computed with the scale as rounded to
/// binary16, ties to even.</summary>
public static class GroupQuantizer
{
    // Ranges that are tried: all of it, then 2 % less each, to half of it.
    private const int Ranges = 26;
    private const double RangeStep = 0.02;

    /// <summary>With a zero point: the range from min(w, 0) to max(w, 0) over all codes. scale = (max − min)/(codes − 1)
    /// in binary16; zero = RN(lowest − min/scale), clamped; code = clamp(RN(w/scale) + zero).</summary>
    /// <param name="weights">[n, k] weights, row major.</param>
    /// <param name="n">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <param name="group">Group length along k; the last group may be shorter.</param>
    /// <param name="format">An integer format, unsigned as a rule: then lowest is 0.</param>
    /// <param name="range">How a group's range is chosen.</param>
    /// <exception cref="QuantizationException">A weight is not finite, or a group's scale is beyond binary16.</exception>
    /// <exception cref="ArgumentException">The shape, the group or the format does not fit.</exception>
    public static QuantizedWeights Asymmetric(
        ReadOnlySpan<float> weights,
        int n,
        int k,
        int group,
        NumberFormat format,
        CodeRange range = CodeRange.MinMax)
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
                (ushort scale, int zero) = Best(format, values, range, part =>
                {
                    ushort rounded = ScaleRounding.Round(exact * part) ?? throw TooLarge(row, g * group, exact);
                    return (rounded, Clamp(format, format.MinInteger - (min * part / Fp16.ToSingle(rounded))));
                });
                result.Scales[row * result.Groups + g] = scale;
                result.ZeroPoints![row * result.Groups + g] = zero;
                Encode(format, values, Fp16.ToSingle(scale), zero, result.Codes.AsSpan(start));
            }
        }

        return result;
    }

    /// <summary>Without a zero point: scale = max|w|/(2^(bits−1) − 1) in binary16; code = clamp(RN(w/scale)). A minifloat's largest
    /// value is the divisor; of ternary weights the scale is the mean of |w| (BitNet b1.58, arXiv 2402.17764).</summary>
    /// <param name="weights">[n, k] weights, row major.</param>
    /// <param name="n">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <param name="group">Group length along k; the last group may be shorter.</param>
    /// <param name="format">A signed integer format, ternary, or a minifloat.</param>
    /// <param name="range">How a group's range is chosen.</param>
    /// <exception cref="QuantizationException">A weight is not finite, or a group's scale is beyond binary16.</exception>
    /// <exception cref="ArgumentException">The shape, the group or the format does not fit.</exception>
    public static QuantizedWeights Symmetric(
        ReadOnlySpan<float> weights,
        int n,
        int k,
        int group,
        NumberFormat format,
        CodeRange range = CodeRange.MinMax)
    {
        QuantizedWeights result = Empty(weights, n, k, group, format, zeroPoints: false);
        if (format.MinInteger >= 0)
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
                double exact = format.Kind == NumberKind.Ternary
                    ? MeanMagnitude(values)
                    : Math.Max(-min, max) / Math.ScaleB(format.MaxInteger, format.LsbExponent);
                (ushort scale, _) = Best(
                    format,
                    values,
                    range,
                    part => (ScaleRounding.Round(exact * part) ?? throw TooLarge(row, g * group, exact), 0));
                result.Scales[row * result.Groups + g] = scale;
                Encode(format, values, Step(format, scale), 0, result.Codes.AsSpan(start));
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
        ReadOnlySpan<float> weights, int n, int k, int group, NumberFormat format, bool zeroPoints)
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

    // The scale and the zero point of the whole range, or of the part of it that leaves the least squared error; the
    // larger part of two that leave the same.
    private static (ushort Scale, int Zero) Best(
        NumberFormat format, ReadOnlySpan<float> values, CodeRange range, Func<double, (ushort Scale, int Zero)> of)
    {
        (ushort Scale, int Zero) best = of(1);
        if (range == CodeRange.MinMax)
        {
            return best;
        }

        double least = SquaredError(format, values, best);
        for (int i = 1; i < Ranges; i++)
        {
            (ushort Scale, int Zero) tried = of(1 - (i * RangeStep));
            double error = SquaredError(format, values, tried);
            if (error < least)
            {
                (best, least) = (tried, error);
            }
        }

        return best;
    }

    private static double SquaredError(NumberFormat format, ReadOnlySpan<float> values, (ushort Scale, int Zero) by)
    {
        double step = Step(format, by.Scale);
        double sum = 0;
        foreach (float value in values)
        {
            double error = ((Code(format, value, step, by.Zero) - by.Zero) * step) - value;
            sum += error * error;
        }

        return sum;
    }

    private static void Encode(
        NumberFormat format, ReadOnlySpan<float> values, double step, int zero, Span<ushort> codes)
    {
        for (int i = 0; i < values.Length; i++)
        {
            codes[i] = IntegerCodec.Encode(format, Code(format, values[i], step, zero));
        }
    }

    private static int Code(NumberFormat format, float value, double step, int zero) =>
        format.IsMinifloat
            ? IntegerCodec.Nearest(format, value / step)
            : Clamp(format, Math.Round(value / step, MidpointRounding.ToEven) + zero);

    // What one unit of a code stands for.
    private static double Step(NumberFormat format, ushort scale) =>
        Math.ScaleB((double)Fp16.ToSingle(scale), format.LsbExponent);

    private static int Clamp(NumberFormat format, double value) => (int)Math.Clamp(
        Math.Round(value, MidpointRounding.ToEven), format.MinInteger, format.MaxInteger);

    private static QuantizationException TooLarge(int row, int column, double scale) =>
        new("weights", row, column, scale, "the scale of the group that starts here is beyond binary16, 65504");
}
