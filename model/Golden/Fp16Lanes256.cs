using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MixPe.Model.Golden;

/// <summary>Binary16 patterns in 32-bit lanes, to and from binary32, eight at a time. <see cref="Fp16Lanes512"/> is
/// the same text at twice the width.</summary>
internal static class Fp16Lanes256
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
    public static Vector256<float> Widen(Vector256<uint> bits)
    {
        Vector256<uint> sign = (bits & Vector256.Create(0x8000u)) << 16;
        Vector256<uint> shifted = (bits & Vector256.Create(0x7fffu)) << 13;
        Vector256<uint> exponent = shifted & Vector256.Create(31u << 23);
        Vector256<uint> normal = shifted + Vector256.Create(Rebias);

        // A subnormal is a normal number minus its hidden bit, which is exact.
        Vector256<uint> subnormal = ((shifted + Vector256.Create(SmallestNormal)).AsSingle()
            - Vector256.Create(SmallestNormal).AsSingle()).AsUInt32();
        Vector256<uint> special = Vector256.Equals(exponent, Vector256.Create(31u << 23));
        Vector256<uint> magnitude = normal + (special & Vector256.Create(Rebias));
        magnitude = Vector256.ConditionalSelect(
            Vector256.Equals(exponent, Vector256<uint>.Zero), subnormal, magnitude);
        return (magnitude | sign).AsSingle();
    }

    /// <summary>Rounds to binary16 patterns, to nearest even; NaN canonical.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Round(Vector256<float> values)
    {
        Vector256<uint> bits = values.AsUInt32();
        Vector256<uint> sign = (bits >>> 16) & Vector256.Create(0x8000u);
        Vector256<uint> magnitude = bits & Vector256.Create(0x7fffffffu);

        // To nearest even on 13 bits: add just under half, and one more when the kept bit is odd.
        Vector256<uint> odd = (magnitude >>> 13) & Vector256<uint>.One;
        Vector256<uint> normal = (magnitude - Vector256.Create(Rebias - 0xfff) + odd) >>> 13;
        Vector256<uint> subnormal =
            (magnitude.AsSingle() + Vector256.Create(Half32).AsSingle()).AsUInt32() - Vector256.Create(Half32);
        Vector256<uint> result = Vector256.ConditionalSelect(
            Vector256.LessThan(magnitude, Vector256.Create(SmallestNormal)), subnormal, normal);
        result = Vector256.ConditionalSelect(
            Vector256.LessThan(magnitude, Vector256.Create(Overflows)), result, Vector256.Create(0x7c00u)) | sign;
        return Vector256.ConditionalSelect(
            Vector256.GreaterThan(magnitude, Vector256.Create(Infinity32)), Vector256.Create(0x7e00u), result);
    }
}
