using MixPe.Model.Formats;
using MixPe.Model.Quantization;

namespace MixPe.Model.Stored;

/// <summary>The same weights with the same scales in another format.</summary>
public static class ScaleRecoding
{
    /// <summary>The weights with scales of that format.</summary>
    /// <returns>Null where a scale is no number of it.</returns>
    public static QuantizedWeights? Of(QuantizedWeights weights, NumberFormat format)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(format);
        if (weights.ScaleFormat == format)
        {
            return weights;
        }

        if (format.IsInteger || weights.ScaleFormat.IsInteger)
        {
            // A scale is a number by itself; an integer one counts in units of its channel's or super group's.
            return null;
        }

        var scales = new ushort[weights.Scales.Length];
        for (int i = 0; i < scales.Length; i++)
        {
            if (Code(format, FloatBits.ToDouble(weights.ScaleFormat, weights.Scales[i])) is not { } code)
            {
                return null;
            }

            scales[i] = code;
        }

        return weights with { Scales = scales, ScaleFormat = format };
    }

    private static ushort? Code(NumberFormat format, double value)
    {
        if (format.Kind != NumberKind.PowerOfTwo)
        {
            uint code = FloatBits.FromDouble(format, value);
            return FloatBits.ToDouble(format, code) == value ? (ushort)code : null;
        }

        int exponent = value > 0 ? Math.ILogB(value) + format.Bias : -1;
        return exponent >= 0 && exponent <= format.LargestFinite && Math.ScaleB(1, exponent - format.Bias) == value
            ? (ushort)exponent
            : null;
    }
}
