using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Model.Quantization;

/// <summary>Quantization to unsigned integers with integer scales and minima in super groups, what GGUF's K types store: a weight is
/// d·scale·code − dmin·minimum. To nearest; ggml's own quantizer searches scales besides.</summary>
public static class SuperGroupQuantizer
{
    /// <summary>Of each group the range is from min(w, 0) to max(w), minimum = −min(w, 0), scale = range / largest code. d and dmin are the
    /// largest scale and the largest minimum of the super group by 255, in binary16; scales and minima are to nearest of those, and codes to
    /// nearest of what both then are.</summary>
    /// <param name="weights">[n, k] weights, row major.</param>
    /// <param name="n">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <param name="group">Group length along k; the last group may be shorter.</param>
    /// <param name="superGroup">Super group length, a multiple of it; the last one may be shorter.</param>
    /// <param name="format">An unsigned integer format.</param>
    /// <param name="scales">Format of the groups' scales, unsigned integers.</param>
    /// <exception cref="QuantizationException">A weight is not finite, or d or dmin is beyond binary16.</exception>
    /// <exception cref="ArgumentException">The shape, a length or a format does not fit.</exception>
    public static QuantizedWeights Quantize(
        ReadOnlySpan<float> weights, int n, int k, int group, int superGroup, NumberFormat format, NumberFormat scales)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(scales);
        ArgumentOutOfRangeException.ThrowIfLessThan(group, 1);
        MatrixCheck.Require(weights, n, k, "weights");
        if (format.Kind != NumberKind.Unsigned || scales.Kind != NumberKind.Unsigned || superGroup < 1 || superGroup % group != 0)
        {
            throw new ArgumentException($"{format} weights, {scales} scales, super groups of {superGroup} of groups of {group}: unsigned "
                + "integers and a multiple of the group are wanted");
        }

        int groups = (k + group - 1) / group;
        int supers = (k + superGroup - 1) / superGroup;
        var result = new QuantizedWeights(n, k, group, format, new ushort[n * k], new ushort[n * groups], null)
        {
            ScaleFormat = scales,
            SuperGroup = superGroup,
            SuperGroups = new SuperGroups(new ushort[n * supers], new ushort[n * supers], new ushort[n * groups]),
        };
        for (int row = 0; row < n; row++)
        {
            for (int s = 0; s < supers; s++)
            {
                Fill(result, weights, row, s, supers);
            }
        }

        return result;
    }

    private static void Fill(QuantizedWeights q, ReadOnlySpan<float> weights, int row, int index, int supers)
    {
        SuperGroups super = q.SuperGroups!;
        int start = index * q.SuperGroup;
        int first = start / q.Group;
        int last = Math.Min(q.Groups, first + (q.SuperGroup / q.Group));
        double codes = q.Format.MaxInteger;
        var ranges = new (double Scale, double Minimum)[last - first];
        for (int g = first; g < last; g++)
        {
            double low = 0;
            double high = double.NegativeInfinity;
            foreach (float value in Values(q, weights, row, g))
            {
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }

            ranges[g - first] = ((high - low) / codes, -low);
        }

        (ushort d, double step) = Unit(q.ScaleFormat.MaxInteger, ranges.Max(range => range.Scale), row, start, "scale");
        (ushort dmin, double unit) = Unit(SuperGroups.MaxMinimum, ranges.Max(range => range.Minimum), row, start, "unit of the minima");
        super.Scales[(row * supers) + index] = d;
        super.Units[(row * supers) + index] = dmin;
        for (int g = first; g < last; g++)
        {
            int at = (row * q.Groups) + g;
            q.Scales[at] = Nearest(ranges[g - first].Scale / step, q.ScaleFormat.MaxInteger);
            super.Minima[at] = Nearest(ranges[g - first].Minimum / unit, SuperGroups.MaxMinimum);
            ReadOnlySpan<float> values = Values(q, weights, row, g);
            for (int i = 0; i < values.Length && q.Scales[at] > 0; i++)
            {
                q.Codes[(row * q.K) + (g * q.Group) + i] =
                    Nearest((values[i] + (unit * super.Minima[at])) / (step * q.Scales[at]), q.Format.MaxInteger);
            }
        }
    }

    // What the largest of a super group counts most of.
    private static (ushort Code, double Value) Unit(int most, double largest, int row, int column, string what)
    {
        ushort code = ScaleRounding.Round(NumberFormats.Fp16, largest, most) ?? throw new QuantizationException(
            "weights", row, column, largest / most,
            $"the {what} of the super group is beyond fp16, {Fp16.ToSingle((ushort)NumberFormats.Fp16.LargestFinite)}");
        return (code, Fp16.ToSingle(code));
    }

    private static ushort Nearest(double value, int most) =>
        (ushort)Math.Clamp(Math.Round(value, MidpointRounding.ToEven), 0, most);

    private static ReadOnlySpan<float> Values(QuantizedWeights q, ReadOnlySpan<float> weights, int row, int g) =>
        weights.Slice((row * q.K) + (g * q.Group), Math.Min(q.Group, q.K - (g * q.Group)));
}
