using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>Rounds weights to nearest as SpQR stores them; what stays in binary16 beside them stands as zero, exactly.</summary>
public static class SpqrQuantizer
{
    /// <summary>Of each group scale = (max(w, 0) − min(w, 0))/(codes − 1) and zero = −min(w, 0)/scale, of what is no outlier; both in 3 bits
    /// (<see cref="BilevelNumbers"/>); code = w/scale, to nearest, + zero, with scale and zero as <see cref="SpqrWeights.OfGroup"/> has them.
    /// An outlier's code is the zero point.</summary>
    /// <param name="weights">[n, k] weights, row major.</param>
    /// <param name="n">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <param name="group">Group length along k; the last group may be shorter.</param>
    /// <param name="format">An unsigned integer format.</param>
    /// <param name="outliers">[n, k], true where a weight is one.</param>
    /// <exception cref="QuantizationException">A weight is not finite, or a scale is beyond binary16.</exception>
    /// <exception cref="ArgumentException">The shape, the group or the format does not fit.</exception>
    public static SpqrWeights Quantize(
        ReadOnlySpan<float> weights, int n, int k, int group, NumberFormat format, IReadOnlyList<bool> outliers)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(outliers);
        ArgumentOutOfRangeException.ThrowIfLessThan(group, 1);
        MatrixCheck.Require(weights, n, k, "weights");
        if (format.Kind != NumberKind.Unsigned || outliers.Count != weights.Length)
        {
            throw new ArgumentException($"{format}, {outliers.Count} marks: an unsigned format and a mark for each weight are wanted");
        }

        int groups = (k + group - 1) / group;
        double?[] scales = new double?[n * groups], zeros = new double?[n * groups];
        for (int i = 0; i < scales.Length; i++)
        {
            double min = 0, max = 0;
            for (int at = First(i, groups, k, group); at < End(i, groups, k, group); at++)
            {
                double value = outliers[at] ? 0 : weights[at];
                (min, max) = (Math.Min(min, value), Math.Max(max, value));
            }

            // A group of zeros has neither: zero is exact with any.
            double scale = (max - min) / format.MaxInteger;
            (scales[i], zeros[i]) = (scale > 0 ? scale : null, scale > 0 ? -min / scale : null);
        }

        SpqrWeights made = new(
            n, k, group, format, new ushort[weights.Length],
            BilevelNumbers.Of(scales, n, groups) ?? throw TooLarge(scales, groups, group),
            BilevelNumbers.Of(zeros, n, groups)!);
        for (int i = 0; i < scales.Length; i++)
        {
            var (bits, zero) = made.OfGroup(i / groups, i % groups);
            double scale = Fp16.IsFinite(bits) ? Fp16.ToSingle(bits) : throw TooLarge(scales, groups, group);
            for (int at = First(i, groups, k, group); at < End(i, groups, k, group); at++)
            {
                double steps = outliers[at] || scale == 0 ? 0 : Math.Round(weights[at] / scale, MidpointRounding.ToEven);
                made.Codes[at] = IntegerCodec.Nearest(format, steps + zero);
            }
        }

        return made;
    }

    private static int First(int i, int groups, int k, int group) => ((i / groups) * k) + ((i % groups) * group);

    private static int End(int i, int groups, int k, int group) =>
        ((i / groups) * k) + Math.Min(k, ((i % groups) + 1) * group);

    private static QuantizationException TooLarge(double?[] scales, int groups, int group)
    {
        int largest = Array.IndexOf(scales, scales.Max());
        return new QuantizationException(
            "weights", largest / groups, largest % groups * group, scales[largest]!.Value,
            "the scales of these groups are beyond what 3 bits in binary16 units reach");
    }
}
