using MixPe.Model.Formats;

namespace MixPe.Verif.Rtl;

/// <summary>Bit patterns of .NET's numbers, every NaN as the contract's one.</summary>
internal static class CanonicalBits
{
    public static uint Of(float value) => float.IsNaN(value)
        ? FloatBits.CanonicalNaN(NumberFormats.Fp32)
        : BitConverter.SingleToUInt32Bits(value);

    public static ushort Of(Half value) =>
        Half.IsNaN(value) ? Fp16.CanonicalNaN : BitConverter.HalfToUInt16Bits(value);
}
