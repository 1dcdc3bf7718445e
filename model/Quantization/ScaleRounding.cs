using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>Scales as binary16.</summary>
internal static class ScaleRounding
{
    private const ushort One = 0x3c00;
    private const ushort SmallestSubnormal = 0x0001;

    /// <summary>The nearest binary16 scale that is not zero: 1 for an exact zero (every value is zero), the smallest
    /// subnormal where the scale is too small. Null when it is beyond binary16.</summary>
    public static ushort? Round(double scale)
    {
        if (scale == 0)
        {
            return One;
        }

        ushort bits = Fp16.FromDouble(scale);
        return Fp16.IsFinite(bits) ? Math.Max(bits, SmallestSubnormal) : null;
    }
}
