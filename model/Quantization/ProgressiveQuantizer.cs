using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>Quantization in two levels, QServe's QoQ (arXiv 2405.04532, 4.1): a channel to 8 bits with a binary16 scale, then
/// the integers of each group to the weights' format with an 8-bit integer scale.</summary>
public static class ProgressiveQuantizer
{
    /// <summary>The largest 8-bit integer of a channel: QoQ's protective range. Of it a group of UINT4 weights has a scale of 16 at
    /// most, so that scale·(code − zero) does not leave 8 bits, in which QServe multiplies.</summary>
    public const int ProtectiveLimit = 119;

    /// <summary>Channel scale = max|w|/119 in binary16; of each group of the integers RN(w/scale) what <see cref="GroupQuantizer"/>
    /// makes of them with an integer scale.</summary>
    /// <param name="weights">[n, k] weights, row major.</param>
    /// <param name="n">Rows, the channels.</param>
    /// <param name="k">Columns.</param>
    /// <param name="group">Group length along k; the last group may be shorter.</param>
    /// <param name="format">An integer format; without zero points a signed one.</param>
    /// <param name="zeroPoints">Whether groups have zero points.</param>
    /// <param name="scales">An unsigned format, of the groups' scales.</param>
    /// <param name="range">How a group's range is chosen.</param>
    /// <exception cref="QuantizationException">A weight is not finite, or a channel's scale is beyond binary16.</exception>
    /// <exception cref="ArgumentException">The shape, the group or a format does not fit.</exception>
    public static QuantizedWeights Quantize(
        ReadOnlySpan<float> weights,
        int n,
        int k,
        int group,
        NumberFormat format,
        bool zeroPoints,
        NumberFormat scales,
        CodeRange range = CodeRange.MinMax)
    {
        ArgumentNullException.ThrowIfNull(scales);
        MatrixCheck.Require(weights, n, k, "weights");
        if (!scales.IsInteger)
        {
            throw new ArgumentException($"{scales} is no integer format: scales of a second level are integers", nameof(scales));
        }

        var integers = new float[weights.Length];
        var channels = new ushort[n];
        for (int row = 0; row < n; row++)
        {
            ReadOnlySpan<float> values = weights.Slice(row * k, k);
            double magnitude = 0;
            foreach (float value in values)
            {
                magnitude = Math.Max(magnitude, Math.Abs((double)value));
            }

            channels[row] = ScaleRounding.Round(NumberFormats.Fp16, magnitude, ProtectiveLimit) ?? throw new QuantizationException(
                "weights", row, 0, magnitude / ProtectiveLimit,
                $"the scale of the row is beyond fp16, {Fp16.ToSingle((ushort)NumberFormats.Fp16.LargestFinite)}");
            double step = Fp16.ToSingle(channels[row]);
            for (int column = 0; column < k; column++)
            {
                // A scale that was rounded down, or is the smallest there is, leaves the range.
                double integer = Math.Round(values[column] / step, MidpointRounding.ToEven);
                integers[(row * k) + column] = (float)Math.Clamp(integer, -ProtectiveLimit, ProtectiveLimit);
            }
        }

        QuantizedWeights groups = zeroPoints
            ? GroupQuantizer.Asymmetric(integers, n, k, group, format, range, scales)
            : GroupQuantizer.Symmetric(integers, n, k, group, format, range, scales);
        return groups with { ChannelScales = channels };
    }
}
