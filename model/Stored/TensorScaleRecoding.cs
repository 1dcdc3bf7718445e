using MixPe.Model.Formats;
using MixPe.Model.Quantization;

namespace MixPe.Model.Stored;

/// <summary>The same weights where one scale is that of all groups, or of the tensor: either may stand for the other.</summary>
public static class TensorScaleRecoding
{
    /// <summary>The weights with that one scale where it is wanted.</summary>
    /// <param name="weights">Weights.</param>
    /// <param name="scales">Format of the groups' scales that is wanted.</param>
    /// <param name="ofTensor">True if the matrix may have a scale of its own.</param>
    /// <returns>Null where the same numbers need the other.</returns>
    public static QuantizedWeights? Of(QuantizedWeights weights, NumberFormat scales, bool ofTensor)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(scales);
        if ((weights.TensorScale == 1 || ofTensor) && ScaleRecoding.Of(weights, scales) is { } same)
        {
            return same;
        }

        // All scales of groups are one number: by the tensor's it is the scale of all weights.
        if (weights.ScaleFormat.IsInteger || scales.IsInteger || weights.Scales.Any(scale => scale != weights.Scales[0]))
        {
            return null;
        }

        double one = FloatBits.ToDouble(weights.ScaleFormat, weights.Scales[0]) * weights.TensorScale;
        return (ofTensor ? Whole(weights, scales, one) : null) ?? OfGroups(weights, scales, one);
    }

    private static QuantizedWeights? Whole(QuantizedWeights weights, NumberFormat scales, double one) => (float)one == one
        ? weights with
        {
            ScaleFormat = scales,
            Scales = [.. Enumerable.Repeat((ushort)FloatBits.One(scales), weights.Scales.Length)],
            TensorScale = (float)one,
        }
        : null;

    // A binary32 number as the one scale of a format of 16 bits: bfloat16 and binary16 have their own ways there.
    private static QuantizedWeights? OfGroups(QuantizedWeights weights, NumberFormat scales, double one)
    {
        if (scales.Kind == NumberKind.PowerOfTwo)
        {
            QuantizedWeights wide = weights with { ScaleFormat = NumberFormats.Bf16, TensorScale = 1 };
            uint bits = FloatBits.FromDouble(NumberFormats.Bf16, one);
            return FloatBits.ToDouble(NumberFormats.Bf16, bits) == one
                ? ScaleRecoding.Of(wide with { Scales = [.. Enumerable.Repeat((ushort)bits, weights.Scales.Length)] }, scales)
                : null;
        }

        uint code = FloatBits.FromDouble(scales, one);
        return FloatBits.ToDouble(scales, code) == one
            ? weights with { ScaleFormat = scales, Scales = [.. Enumerable.Repeat((ushort)code, weights.Scales.Length)], TensorScale = 1 }
            : null;
    }
}
