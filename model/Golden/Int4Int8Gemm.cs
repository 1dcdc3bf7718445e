using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MixPe.Model.Golden;

/// <summary>Group dot products of 4-bit weights by 8-bit activations in integers, which never round.</summary>
public static class Int4Int8Gemm
{
    /// <summary>Longest group: |dot| stays below 2^31, sums of stored weights included.</summary>
    public const int MaxGroup = 1 << 19;

    // A step adds at most 2·15·128 = 3840 to a 16-bit lane: eight fit.
    private const int StepsIn16Bits = 8;
    private const int BlocksIn16Bits = StepsIn16Bits / 2;
    private const int RowsAtOnce = 4;

    /// <summary>True when this processor runs the fast path.</summary>
    public static bool IsAccelerated => Avx2.IsSupported;

    /// <summary>The dot products of every group.</summary>
    /// <param name="weights">[N, K] weights.</param>
    /// <param name="activations">[M, K] activations, packed for those weights.</param>
    /// <param name="dots">[M, groups, PaddedN] results; padded rows are written too, and mean nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a group is longer than
    /// <see cref="MaxGroup"/>.</exception>
    public static void GroupDots(PackedInt4Weights weights, PackedInt8Activations activations, Span<int> dots)
    {
        Check(weights, activations, dots);
        if (IsAccelerated)
        {
            Accelerated(weights, activations, dots);
        }
        else
        {
            Portable(weights, activations, dots);
        }
    }

    /// <summary>The same by a plain loop: for processors without the fast path, and as its test.</summary>
    public static void GroupDotsPortable(
        PackedInt4Weights weights, PackedInt8Activations activations, Span<int> dots)
    {
        Check(weights, activations, dots);
        Portable(weights, activations, dots);
    }

    private static void Portable(PackedInt4Weights w, PackedInt8Activations x, Span<int> dots)
    {
        for (int m = 0; m < x.M; m++)
        {
            for (int g = 0; g < w.Groups; g++)
            {
                ReadOnlySpan<sbyte> values = x.Values.AsSpan(m * w.PaddedK + g * w.PaddedGroup, w.PaddedGroup);
                int correction = w.Offset * x.Sums[m * w.Groups + g];
                for (int n = 0; n < w.PaddedN; n++)
                {
                    ReadOnlySpan<byte> blocks = w.Blocks(n / 8 * 8, g);
                    int sum = 0;
                    for (int k = 0; k < values.Length; k++)
                    {
                        int pair = blocks[k / 8 * PackedInt4Weights.BlockBytes + n % 8 * 4 + k % 4];
                        sum += (k % 8 < 4 ? pair & 15 : pair >> 4) * values[k];
                    }

                    dots[(m * w.Groups + g) * w.PaddedN + n] = sum - correction;
                }
            }
        }
    }

    private static void Accelerated(PackedInt4Weights w, PackedInt8Activations x, Span<int> dots)
    {
        for (int n = 0; n < w.PaddedN; n += PackedInt4Weights.RowBlock)
        {
            int m = 0;
            for (; m <= x.M - RowsAtOnce; m += RowsAtOnce)
            {
                for (int g = 0; g < w.Groups; g++)
                {
                    FourRows(w, x, n, m, g, dots);
                }
            }

            for (; m < x.M; m++)
            {
                for (int g = 0; g < w.Groups; g++)
                {
                    OneRow(w, x, n, m, g, dots);
                }
            }
        }
    }

    // Eight weight rows by four activation rows over one group: lane n of a vector is weight row n.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void FourRows(
        PackedInt4Weights w, PackedInt8Activations x, int n, int m, int g, Span<int> dots)
    {
        ReadOnlySpan<byte> blocks = w.Blocks(n, g);
        ref byte block = ref MemoryMarshal.GetReference(blocks);
        int columns = w.PaddedGroup / 4;
        fixed (sbyte* first = &x.Values[m * w.PaddedK + g * w.PaddedGroup])
        {
            int* x0 = (int*)first;
            int* x1 = (int*)(first + w.PaddedK);
            int* x2 = (int*)(first + 2 * w.PaddedK);
            int* x3 = (int*)(first + 3 * w.PaddedK);
            Vector256<byte> half = Vector256.Create((byte)15);
            Vector256<short> ones = Vector256<short>.One;
            Vector256<int> s0 = default, s1 = default, s2 = default, s3 = default;
            for (int start = 0; start < columns; start += StepsIn16Bits)
            {
                Vector256<short> p0 = default, p1 = default, p2 = default, p3 = default;
                int end = Math.Min(start + StepsIn16Bits, columns);
                for (int step = start; step < end; step += 2)
                {
                    Vector256<byte> both = Vector256.LoadUnsafe(ref block, (nuint)(step / 2 * PackedInt4Weights.BlockBytes));
                    Vector256<byte> low = both & half;
                    Vector256<byte> high = (both.AsUInt16() >>> 4).AsByte() & half;
                    p0 += Pairs(low, x0 + step) + Pairs(high, x0 + step + 1);
                    p1 += Pairs(low, x1 + step) + Pairs(high, x1 + step + 1);
                    p2 += Pairs(low, x2 + step) + Pairs(high, x2 + step + 1);
                    p3 += Pairs(low, x3 + step) + Pairs(high, x3 + step + 1);
                }

                s0 += Avx2.MultiplyAddAdjacent(p0, ones);
                s1 += Avx2.MultiplyAddAdjacent(p1, ones);
                s2 += Avx2.MultiplyAddAdjacent(p2, ones);
                s3 += Avx2.MultiplyAddAdjacent(p3, ones);
            }

            Store(w, x, n, m, g, s0, dots);
            Store(w, x, n, m + 1, g, s1, dots);
            Store(w, x, n, m + 2, g, s2, dots);
            Store(w, x, n, m + 3, g, s3, dots);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void OneRow(PackedInt4Weights w, PackedInt8Activations x, int n, int m, int g, Span<int> dots)
    {
        ReadOnlySpan<byte> blocks = w.Blocks(n, g);
        ref byte block = ref MemoryMarshal.GetReference(blocks);
        fixed (sbyte* first = &x.Values[m * w.PaddedK + g * w.PaddedGroup])
        {
            int* row = (int*)first;
            Vector256<byte> half = Vector256.Create((byte)15);
            Vector256<int> sum = default;
            int count = w.PaddedGroup / PackedInt4Weights.ColumnBlock;
            for (int start = 0; start < count; start += BlocksIn16Bits)
            {
                Vector256<short> pairs = default;
                for (int i = start; i < Math.Min(start + BlocksIn16Bits, count); i++)
                {
                    Vector256<byte> both = Vector256.LoadUnsafe(ref block, (nuint)(i * PackedInt4Weights.BlockBytes));
                    pairs += Pairs(both & half, row + 2 * i);
                    pairs += Pairs((both.AsUInt16() >>> 4).AsByte() & half, row + 2 * i + 1);
                }

                sum += Avx2.MultiplyAddAdjacent(pairs, Vector256<short>.One);
            }

            Store(w, x, n, m, g, sum, dots);
        }
    }

    // Four columns of eight rows by four activations, which are read as one int (both sides of the multiply keep the
    // same byte order): two 16-bit sums of two products a row.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<short> Pairs(Vector256<byte> weights, int* activations) =>
        Avx2.MultiplyAddAdjacent(weights, Avx2.BroadcastScalarToVector256(activations).AsSByte());

    private static void Store(
        PackedInt4Weights w, PackedInt8Activations x, int n, int m, int g, Vector256<int> sums, Span<int> dots)
    {
        int correction = w.Offset * x.Sums[m * w.Groups + g];
        (sums - Vector256.Create(correction)).CopyTo(dots[((m * w.Groups + g) * w.PaddedN + n)..]);
    }

    private static void Check(PackedInt4Weights weights, PackedInt8Activations activations, Span<int> dots)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(activations);
        if (weights.Group > MaxGroup)
        {
            throw new ArgumentException($"a group of {weights.Group}: at most {MaxGroup} fit 32-bit sums");
        }

        if (activations.Values.Length != (long)activations.M * weights.PaddedK
            || activations.Sums.Length != (long)activations.M * weights.Groups)
        {
            throw new ArgumentException("the activations were packed for other weights", nameof(activations));
        }

        long wanted = (long)activations.M * weights.Groups * weights.PaddedN;
        if (dots.Length != wanted)
        {
            throw new ArgumentException($"{dots.Length} results: M·groups·PaddedN is {wanted}", nameof(dots));
        }
    }
}
