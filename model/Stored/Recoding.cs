using MixPe.Model.Formats;
using MixPe.Model.Quantization;

namespace MixPe.Model.Stored;

/// <summary>The same weights in their own format, or in another integer format of as many bits: codes and zero points
/// less a constant.</summary>
public static class Recoding
{
    /// <summary>The weights in that format, every value and every scale the same.</summary>
    /// <param name="weights">Codes, integers with zero points or without, others without.</param>
    /// <param name="format">The format that is wanted.</param>
    /// <param name="zeroPoints">Whether zero points are wanted.</param>
    /// <returns>Null where there are none that are the same: the format has other bits, or a group has a zero point that
    /// is not the one that codes without zero points have.</returns>
    public static QuantizedWeights? Of(QuantizedWeights weights, NumberFormat format, bool zeroPoints)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(format);
        if (weights.Format == format && weights.ZeroPoints is null && !zeroPoints)
        {
            return weights;
        }

        if (!weights.Format.IsInteger || !format.IsInteger || format.Bits != weights.Format.Bits)
        {
            return null;
        }

        // Of uint4 to int4 8: the smallest code stays the smallest.
        int less = weights.Format.MinInteger - format.MinInteger;
        int[]? zeros = weights.ZeroPoints is { } given ? Array.ConvertAll(given, zero => zero - less)
            : zeroPoints || less != 0 ? [.. Enumerable.Repeat(-less, weights.Scales.Length)]
            : null;
        if (!zeroPoints && zeros?.Any(zero => zero != 0) == true)
        {
            return null;
        }

        ushort flip = (ushort)(less == 0 ? 0 : 1 << (format.Bits - 1));
        return weights with
        {
            Format = format,
            Codes = Array.ConvertAll(weights.Codes, code => (ushort)(code ^ flip)),
            ZeroPoints = zeroPoints ? zeros : null,
        };
    }
}
