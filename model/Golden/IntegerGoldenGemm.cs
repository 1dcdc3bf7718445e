using System.Runtime.Intrinsics;
using MixPe.Model.Formats;

namespace MixPe.Model.Golden;

/// <summary>The exact accumulator over integers by <see cref="Int4Int8Gemm"/>, the epilogue vectorised over the output
/// channels: <see cref="Vector256{T}"/> of float rounds each operation as the scalar does.</summary>
internal static class IntegerGoldenGemm
{
    private const int RowsAtOnce = 16;

    // |t| ≤ 2^15 · 128 · (15 + 15) < 2^31, so t stays in 32 bits; its conversion to binary32 rounds to nearest even.
    private const int MaxGroup = 1 << 15;

    /// <summary>True for weights of at most 4 bits, signed activations of at most 8, and groups whose t fits 32
    /// bits.</summary>
    public static bool Serves(GemmArithmetic a, int k) =>
        a.Accumulator == AccumulatorKind.Exact
        && a.Weights is { IsInteger: true, Bits: <= 4 }
        && a.Activations.Kind == NumberKind.Signed
        && Math.Min(a.Group, k) <= MaxGroup;

    /// <summary>The same bits as <see cref="GoldenGemm.RunScalar"/>, on operands already checked.</summary>
    public static uint[] Run(GemmArithmetic a, GemmOperands o)
    {
        PackedInt4Weights weights = PackedInt4Weights.Pack(a.Weights, o.Weights, o.N, o.K, a.Group);
        float[] scales = a.Scale.IsInteger ? [] : Columns(o.Scales, weights, code => FloatBits.ToSingle(a.Scale, code));
        int[]? zeros = o.ZeroPoints is null ? null : Columns(o.ZeroPoints, weights, zero => zero);
        var y = new uint[checked(o.M * o.N)];
        for (int start = 0; start < o.M; start += RowsAtOnce)
        {
            int rows = Math.Min(RowsAtOnce, o.M - start);
            var values = new sbyte[rows * o.K];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (sbyte)IntegerCodec.DecodeValid(a.Activations, o.Activations[start * o.K + i]);
            }

            PackedInt8Activations x = PackedInt8Activations.Pack(values, rows, weights);
            var dots = new int[rows * weights.Groups * weights.PaddedN];
            Int4Int8Gemm.GroupDots(weights, x, dots);
            for (int row = 0; row < rows; row++)
            {
                int m = start + row;
                Span<uint> output = y.AsSpan(m * o.N, o.N);
                FinishRow(a, o, m, row, weights, x, dots, scales, zeros, output);
            }
        }

        return y;
    }

    private static void FinishRow(
        GemmArithmetic a,
        GemmOperands o,
        int m,
        int row,
        PackedInt4Weights w,
        PackedInt8Activations x,
        int[] dots,
        float[] scales,
        int[]? zeros,
        Span<uint> output)
    {
        var accumulators = new float[w.PaddedN];
        var sums = new long[a.Scale.IsInteger ? o.N : 0];
        var minima = new long[o.SuperGroups is null ? 0 : o.N];
        for (int g = 0; g < w.Groups; g++)
        {
            Span<int> t = dots.AsSpan((row * w.Groups + g) * w.PaddedN, w.PaddedN);
            if (zeros is not null)
            {
                SubtractZeros(t, zeros.AsSpan(g * w.PaddedN, w.PaddedN), x.Sums[row * w.Groups + g]);
            }

            if (o.SuperGroups is { } super)
            {
                AddGroup(a, o, super, m, g, t, x.Sums[row * w.Groups + g], sums, minima, accumulators);
            }
            else if (a.HasChannelScale)
            {
                for (int n = 0; n < o.N; n++)
                {
                    sums[n] += (long)t[n] * o.Scales[(n * w.Groups) + g];
                }
            }
            else if (a.Fused || a.ActivationGroupScale is not null)
            {
                for (int n = 0; n < o.N; n++)
                {
                    GroupScale scale = GroupScale.Of(a, o, m, n, g);
                    accumulators[n] = GoldenGemm.AddExact(a, ExactSum.Finite(t[n]), scale, accumulators[n]);
                }
            }
            else
            {
                Accumulate(accumulators, t, scales.AsSpan(g * w.PaddedN, w.PaddedN));
            }
        }

        for (int n = 0; n < o.N; n++)
        {
            float accumulator = o.ChannelScales is { } channels ? Dequantize.Channel(sums[n], channels[n]) : accumulators[n];
            output[n] = Dequantize.Finish(accumulator, o.ActivationScales?[m], o.TensorScale, o.Addends?[m * o.N + n], a.Output);
        }
    }

    private static void AddGroup(
        GemmArithmetic a,
        GemmOperands o,
        SuperGroups super,
        int m,
        int g,
        ReadOnlySpan<int> dots,
        int sum,
        Span<long> scaled,
        Span<long> minima,
        Span<float> accumulators)
    {
        int groups = GemmCheck.Groups(a, o.K);
        int each = a.SuperGroup / a.Group;
        bool isLast = g == groups - 1 || g % each == each - 1;
        for (int n = 0; n < o.N; n++)
        {
            scaled[n] += (long)dots[n] * o.Scales[n * groups + g];
            minima[n] += (long)sum * super.Minima[n * groups + g];
            if (isLast)
            {
                accumulators[n] = GoldenGemm.AddSuperGroup(
                    a, o, super, m, n, g / each, scaled[n], minima[n], accumulators[n]);
                (scaled[n], minima[n]) = (0, 0);
            }
        }
    }

    // Padded rows come in eights, so vectors of eight need no tail.
    private static void SubtractZeros(Span<int> t, ReadOnlySpan<int> zeros, int sum)
    {
        for (int n = 0; n < t.Length; n += Vector256<int>.Count)
        {
            (Vector256.Create<int>(t[n..]) - Vector256.Create(zeros[n..]) * sum).CopyTo(t[n..]);
        }
    }

    // acc = RN32(acc + RN32(RN32(t)·s)): three operations, three roundings; nothing may be contracted.
    private static void Accumulate(Span<float> accumulators, ReadOnlySpan<int> t, ReadOnlySpan<float> scales)
    {
        for (int n = 0; n < t.Length; n += Vector256<int>.Count)
        {
            Vector256<float> f = Vector256.ConvertToSingle(Vector256.Create<int>(t[n..]));
            Vector256<float> products = f * Vector256.Create(scales[n..]);
            (Vector256.Create<float>(accumulators[n..]) + products).CopyTo(accumulators[n..]);
        }
    }

    // [N, groups] to [groups, PaddedN].
    private static TTo[] Columns<TFrom, TTo>(TFrom[] source, PackedInt4Weights w, Func<TFrom, TTo> convert)
    {
        var result = new TTo[w.Groups * w.PaddedN];
        for (int n = 0; n < w.N; n++)
        {
            for (int g = 0; g < w.Groups; g++)
            {
                result[g * w.PaddedN + n] = convert(source[n * w.Groups + g]);
            }
        }

        return result;
    }
}
