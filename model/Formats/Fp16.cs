namespace MixPe.Model.Formats;

/// <summary>Short forms for binary16, the format that the arithmetic meets at every step.</summary>
public static class Fp16
{
    /// <summary>The canonical quiet NaN.</summary>
    public const ushort CanonicalNaN = 0x7e00;

    /// <summary>The largest finite value, 65504.</summary>
    public const float MaxFinite = 65504f;

    /// <summary>The value, exactly.</summary>
    public static float ToSingle(ushort bits) => (float)BitConverter.UInt16BitsToHalf(bits);

    /// <summary>Rounds once, to nearest even; overflow gives infinity, every NaN the canonical one.</summary>
    public static ushort FromSingle(float value) =>
        float.IsNaN(value) ? CanonicalNaN : BitConverter.HalfToUInt16Bits((Half)value);

    /// <summary>Rounds once, to nearest even; overflow gives infinity, every NaN the canonical one.</summary>
    public static ushort FromDouble(double value) => (ushort)FloatBits.FromDouble(NumberFormats.Fp16, value);

    /// <summary>True for zeros, subnormals and normal numbers.</summary>
    public static bool IsFinite(ushort bits) => (bits & 0x7c00) != 0x7c00;

    /// <summary>True for every NaN pattern.</summary>
    public static bool IsNaN(ushort bits) => (bits & 0x7fff) > 0x7c00;

    /// <summary>True if none is infinite or NaN.</summary>
    public static bool AllFinite(ReadOnlySpan<ushort> bits)
    {
        foreach (ushort code in bits)
        {
            if (!IsFinite(code))
            {
                return false;
            }
        }

        return true;
    }
}
