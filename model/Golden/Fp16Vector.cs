using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MixPe.Model.Golden;

/// <summary>Element-wise binary16 arithmetic on bit patterns, round to nearest even, every NaN canonical.</summary>
/// <remarks>
/// Both operations run in binary32 and round again to binary16. That gives the correctly rounded result: products of
/// 11-bit significands are exact in 24 bits, and for sums 24 ≥ 2·11 + 2 (Figueroa, "When is double rounding
/// innocuous?", 1995).
/// </remarks>
public static class Fp16Vector
{
    /// <summary>result[i] = RN16(left[i] · right[i]).</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Multiply(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right, Span<ushort> result) =>
        Map<MultiplyOperation>(left, right, result);

    /// <summary>result[i] = RN16(left[i] + right[i]).</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Add(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right, Span<ushort> result) =>
        Map<AddOperation>(left, right, result);

    /// <summary>The definition of <see cref="Multiply"/> for one pair.</summary>
    public static ushort MultiplyScalar(ushort left, ushort right) =>
        Canonical(BitConverter.UInt16BitsToHalf(left) * BitConverter.UInt16BitsToHalf(right));

    /// <summary>The definition of <see cref="Add"/> for one pair.</summary>
    public static ushort AddScalar(ushort left, ushort right) =>
        Canonical(BitConverter.UInt16BitsToHalf(left) + BitConverter.UInt16BitsToHalf(right));

    private interface IOperation
    {
        static abstract ushort Apply(ushort left, ushort right);

        static abstract Vector256<float> Apply(Vector256<float> left, Vector256<float> right);

        static abstract Vector512<float> Apply(Vector512<float> left, Vector512<float> right);
    }

    private static ushort Canonical(Half value) =>
        Half.IsNaN(value) ? Formats.Fp16.CanonicalNaN : BitConverter.HalfToUInt16Bits(value);

    // Kept apart from its callers: the compiler's budget for inlining covers this loop with its lanes, but not when the
    // loop itself goes into a hot caller first; then every lane became a call, at a fifth of the speed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Map<TOperation>(
        ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right, Span<ushort> result)
        where TOperation : struct, IOperation
    {
        if (left.Length != right.Length || left.Length != result.Length)
        {
            throw new ArgumentException(
                $"lengths {left.Length}, {right.Length} and {result.Length}: they must be equal");
        }

        ref ushort a = ref MemoryMarshal.GetReference(left);
        ref ushort b = ref MemoryMarshal.GetReference(right);
        ref ushort y = ref MemoryMarshal.GetReference(result);
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i <= left.Length - Vector512<ushort>.Count; i += Vector512<ushort>.Count)
            {
                (Vector512<uint> aLow, Vector512<uint> aHigh) = Vector512.Widen(Vector512.LoadUnsafe(ref a, (nuint)i));
                (Vector512<uint> bLow, Vector512<uint> bHigh) = Vector512.Widen(Vector512.LoadUnsafe(ref b, (nuint)i));
                Vector512<float> low = TOperation.Apply(Fp16Lanes512.Widen(aLow), Fp16Lanes512.Widen(bLow));
                Vector512<float> high = TOperation.Apply(Fp16Lanes512.Widen(aHigh), Fp16Lanes512.Widen(bHigh));
                Vector512.Narrow(Fp16Lanes512.Round(low), Fp16Lanes512.Round(high)).StoreUnsafe(ref y, (nuint)i);
            }
        }

        for (; i <= left.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            (Vector256<uint> aLow, Vector256<uint> aHigh) = Vector256.Widen(Vector256.LoadUnsafe(ref a, (nuint)i));
            (Vector256<uint> bLow, Vector256<uint> bHigh) = Vector256.Widen(Vector256.LoadUnsafe(ref b, (nuint)i));
            Vector256<float> low = TOperation.Apply(Fp16Lanes256.Widen(aLow), Fp16Lanes256.Widen(bLow));
            Vector256<float> high = TOperation.Apply(Fp16Lanes256.Widen(aHigh), Fp16Lanes256.Widen(bHigh));
            Vector256.Narrow(Fp16Lanes256.Round(low), Fp16Lanes256.Round(high)).StoreUnsafe(ref y, (nuint)i);
        }

        for (; i < left.Length; i++)
        {
            result[i] = TOperation.Apply(left[i], right[i]);
        }
    }

    private readonly struct MultiplyOperation : IOperation
    {
        public static ushort Apply(ushort left, ushort right) => MultiplyScalar(left, right);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Apply(Vector256<float> left, Vector256<float> right) => left * right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Apply(Vector512<float> left, Vector512<float> right) => left * right;
    }

    private readonly struct AddOperation : IOperation
    {
        public static ushort Apply(ushort left, ushort right) => AddScalar(left, right);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Apply(Vector256<float> left, Vector256<float> right) => left + right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Apply(Vector512<float> left, Vector512<float> right) => left + right;
    }
}
