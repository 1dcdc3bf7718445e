using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>Weights as words of 4-bit integers with an outlier of 8 bits each (OLAccel, ISCA 2018), in groups with a scale of <see cref="ThresholdSearch"/>.
/// The weight of a word that is farthest from what 4 bits hold is its outlier, if any is beyond; a second one is clamped.</summary>
public static class OutlierWordQuantizer
{
    private const int LargestCode = 7;
    private const int SmallestCode = -8;

    /// <summary>The codes, of 8 bits each, and scales.</summary>
    /// <param name="weights">[n, k] weights, row major.</param>
    /// <param name="n">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <param name="group">Group length along k, a multiple of <paramref name="lanes"/>; the last group may be shorter.</param>
    /// <param name="lanes">Weights of a word.</param>
    /// <param name="scales">Format of the scales.</param>
    /// <exception cref="QuantizationException">A weight is not finite, or a group's scale is beyond its format.</exception>
    /// <exception cref="ArgumentException">The shape or the group does not fit.</exception>
    public static QuantizedWeights Quantize(ReadOnlySpan<float> weights, int n, int k, int group, int lanes, NumberFormat scales)
    {
        ArgumentNullException.ThrowIfNull(scales);
        ArgumentOutOfRangeException.ThrowIfLessThan(lanes, 1);
        if (group < 1 || group % lanes != 0)
        {
            throw new ArgumentException($"a group of {group} is no multiple of {lanes} lanes", nameof(group));
        }

        MatrixCheck.Require(weights, n, k, "weights");
        int groups = (int)(((long)k + group - 1) / group);
        QuantizedWeights result = new(
            n, k, group, NumberFormats.Olaccel4, new ushort[weights.Length], new ushort[checked(n * groups)], null)
        {
            ScaleFormat = scales,
        };
        for (int row = 0; row < n; row++)
        {
            for (int g = 0; g < groups; g++)
            {
                int start = (row * k) + (g * group);
                int length = Math.Min(group, k - (g * group));
                result.Scales[(row * groups) + g] = ThresholdSearch.Quantize(
                    weights.Slice(start, length), scales, LargestCode,
                    (values, step, codes) => Encode(values, step, lanes, codes), result.Codes.AsSpan(start, length))
                    ?? throw new QuantizationException(
                        "weights", row, g * group, weights[start], $"the scale of the group that starts here is beyond {scales}");
            }
        }

        return result;
    }

    private static double Encode(ReadOnlySpan<float> values, double step, int lanes, Span<ushort> codes)
    {
        double error = 0;
        for (int start = 0; start < values.Length; start += lanes)
        {
            int length = Math.Min(lanes, values.Length - start);
            int outlier = 0;
            for (int i = 1; i < length; i++)
            {
                outlier = Beyond(values[start + i] / step) > Beyond(values[start + outlier] / step) ? i : outlier;
            }

            for (int i = 0; i < length; i++)
            {
                double value = values[start + i] / step;
                bool isOutlier = i == outlier && Beyond(value) > 0;
                double integer = Math.Round(
                    Math.Clamp(value, isOutlier ? OutlierWord.Smallest : SmallestCode, isOutlier ? OutlierWord.Largest : LargestCode),
                    MidpointRounding.ToEven);
                codes[start + i] = OutlierWord.Encode((int)integer);
                error += (integer - value) * (integer - value);
            }
        }

        return error;
    }

    // How far from the nearest end of what 4 bits hold; not above 0 within it.
    private static double Beyond(double value) => Math.Max(value - LargestCode, SmallestCode - value);
}
