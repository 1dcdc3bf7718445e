using MixPe.Model.Formats;

namespace MixPe.Flow.Verify.Values;

/// <summary>Bit patterns of .NET's numbers, every NaN as the contract's one.</summary>
public static class CanonicalBits
{
    /// <summary>Binary32 pattern.</summary>
    public static uint Of(float value) => float.IsNaN(value)
        ? FloatBits.CanonicalNaN(NumberFormats.Fp32)
        : BitConverter.SingleToUInt32Bits(value);

    /// <summary>Binary16 pattern.</summary>
    public static ushort Of(Half value) =>
        Half.IsNaN(value) ? Fp16.CanonicalNaN : BitConverter.HalfToUInt16Bits(value);
}
