using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>Scales as codes of their format.</summary>
public static class ScaleRounding
{
    /// <summary>The code of 1.</summary>
    public static ushort One(NumberFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return format.IsInteger ? (ushort)1 : (ushort)FloatBits.One(format);
    }

    /// <summary>What a code stands for.</summary>
    internal static double Value(NumberFormat format, ushort code) =>
        format.IsInteger ? IntegerCodec.Decode(format, code) : FloatBits.ToDouble(format, code);

    /// <summary>The scale of a group of which the largest magnitude is to become the largest of the elements' format: the quotient,
    /// rounded to nearest; a power of two as OCP's Microscaling Formats v1.0, 6.3, has it, the exponent of the one less that of the
    /// other. Never zero: 1 for an exact zero (every value is zero), the smallest number where the scale is too small, 1 of integers. Null
    /// when it is beyond the format.</summary>
    /// <param name="format">Format of the scale.</param>
    /// <param name="magnitude">What the largest element stands for, or the distance that the range of elements does.</param>
    /// <param name="largest">The largest element, or the range of them.</param>
    internal static ushort? Round(NumberFormat format, double magnitude, double largest)
    {
        if (magnitude == 0)
        {
            return One(format);
        }

        if (format.IsInteger)
        {
            double rounded = Math.Max(Math.Round(magnitude / largest, MidpointRounding.ToEven), 1);
            return rounded > format.MaxInteger ? null : (ushort)rounded;
        }

        if (format.Kind == NumberKind.PowerOfTwo)
        {
            int code = Math.ILogB(magnitude) - Math.ILogB(largest) + format.Bias;
            return code > format.LargestFinite ? null : (ushort)Math.Max(code, 0);
        }

        uint bits = FloatBits.FromDouble(format, magnitude / largest);
        return FloatBits.IsFinite(format, bits) ? (ushort)Math.Max(bits, 1) : null;
    }
}
