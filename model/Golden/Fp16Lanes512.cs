using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MixPe.Model.Golden;

/// <summary>Binary16 patterns in 32-bit lanes, to and from binary32, sixteen at a time. <see cref="Fp16Lanes256"/> is
/// the same text at half the width.</summary>
internal static class Fp16Lanes512
{
    // The exponent of binary32 is biased by 127 − 15 = 112 more than that of binary16, its fraction 13 bits longer.
    private const uint Rebias = 112u << 23;
    private const uint SmallestNormal = 113u << 23;
    private const uint Overflows = 143u << 23;
    private const uint Infinity32 = 255u << 23;

    // 0.5: its lowest fraction bit weighs 2^−24, as a binary16 subnormal's does, so adding it rounds there.
    private const uint Half32 = 126u << 23;

    /// <summary>The exact values of binary16 patterns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Widen(Vector512<uint> bits)
    {
        Vector512<uint> sign = (bits & Vector512.Create(0x8000u)) << 16;
        Vector512<uint> shifted = (bits & Vector512.Create(0x7fffu)) << 13;
        Vector512<uint> exponent = shifted & Vector512.Create(31u << 23);
        Vector512<uint> normal = shifted + Vector512.Create(Rebias);

        // A subnormal is a normal number minus its hidden bit, which is exact.
        Vector512<uint> subnormal = ((shifted + Vector512.Create(SmallestNormal)).AsSingle()
            - Vector512.Create(SmallestNormal).AsSingle()).AsUInt32();
        Vector512<uint> special = Vector512.Equals(exponent, Vector512.Create(31u << 23));
        Vector512<uint> magnitude = normal + (special & Vector512.Create(Rebias));
        magnitude = Vector512.ConditionalSelect(
            Vector512.Equals(exponent, Vector512<uint>.Zero), subnormal, magnitude);
        return (magnitude | sign).AsSingle();
    }

    /// <summary>Rounds to binary16 patterns, to nearest even; NaN canonical.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Round(Vector512<float> values)
    {
        Vector512<uint> bits = values.AsUInt32();
        Vector512<uint> sign = (bits >>> 16) & Vector512.Create(0x8000u);
        Vector512<uint> magnitude = bits & Vector512.Create(0x7fffffffu);

        // To nearest even on 13 bits: add just under half, and one more when the kept bit is odd.
        Vector512<uint> odd = (magnitude >>> 13) & Vector512<uint>.One;
        Vector512<uint> normal = (magnitude - Vector512.Create(Rebias - 0xfff) + odd) >>> 13;
        Vector512<uint> subnormal =
            (magnitude.AsSingle() + Vector512.Create(Half32).AsSingle()).AsUInt32() - Vector512.Create(Half32);
        Vector512<uint> result = Vector512.ConditionalSelect(
            Vector512.LessThan(magnitude, Vector512.Create(SmallestNormal)), subnormal, normal);
        result = Vector512.ConditionalSelect(
            Vector512.LessThan(magnitude, Vector512.Create(Overflows)), result, Vector512.Create(0x7c00u)) | sign;
        return Vector512.ConditionalSelect(
            Vector512.GreaterThan(magnitude, Vector512.Create(Infinity32)), Vector512.Create(0x7e00u), result);
    }
}
