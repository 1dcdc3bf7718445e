using MixPe.Model.Formats;

namespace MixPe.Model.Golden;

/// <summary>Y = X·Wᵀ with grouped weights, bit for bit what the hardware gives.</summary>
public static class GoldenGemm
{
    /// <summary>The output, by the vectorised path where one serves, else by <see cref="RunScalar"/>.</summary>
    /// <returns>[M, N] bit patterns of the output format, row major.</returns>
    /// <exception cref="ArgumentException">The arithmetic is not defined, or the operands do not fit it.</exception>
    public static uint[] Run(GemmArithmetic a, GemmOperands o)
    {
        GemmCheck.Require(a, o);
        (a, o) = SlicedIntegers.Of(a, o);
        (a, o) = Elements(a, o);
        if (IntegerGoldenGemm.Serves(a, o.K))
        {
            return IntegerGoldenGemm.Run(a, o);
        }

        return ExactFloatGoldenGemm.Serves(a, o.K) ? ExactFloatGoldenGemm.Run(a, o) : Scalar(a, o);
    }

    /// <summary>The definition: every output from the stages, one group after the other.</summary>
    /// <returns>[M, N] bit patterns of the output format, row major.</returns>
    /// <exception cref="ArgumentException">The arithmetic is not defined, or the operands do not fit it.</exception>
    public static uint[] RunScalar(GemmArithmetic a, GemmOperands o)
    {
        GemmCheck.Require(a, o);
        (a, o) = SlicedIntegers.Of(a, o);
        (a, o) = Elements(a, o);
        return Scalar(a, o);
    }

    // Weights in pairs, each by itself from here on.
    private static (GemmArithmetic Arithmetic, GemmOperands Operands) Elements(GemmArithmetic a, GemmOperands o) => a.Weights.IsPaired
        ? (a with { Weights = a.Weights.Element }, o with { Weights = OutlierPairs.Elements(o.Weights, o.K) })
        : (a, o);

    private static uint[] Scalar(GemmArithmetic a, GemmOperands o)
    {
        var y = new uint[checked(o.M * o.N)];
        int groups = GemmCheck.Groups(a, o.K);
        for (int m = 0; m < o.M; m++)
        {
            for (int n = 0; n < o.N; n++)
            {
                if (o.ChannelScales is { } channels)
                {
                    y[m * o.N + n] = Dequantize.Finish(
                        Dequantize.Channel(IntegerSum(a, o, m, n), channels[n]),
                        o.ActivationScales?[m], o.TensorScale, o.Addends?[m * o.N + n], a.Output);
                    continue;
                }

                if (o.SuperGroups is { } super)
                {
                    y[m * o.N + n] = Dequantize.Finish(SuperGroupsSum(a, o, super, m, n), null, o.TensorScale, o.Addends?[m * o.N + n], a.Output);
                    continue;
                }

                float accumulator = 0;
                for (int g = 0; g < groups; g++)
                {
                    int start = g * a.Group;
                    int length = Math.Min(a.Group, o.K - start);
                    ReadOnlySpan<ushort> w = o.Weights.AsSpan(n * o.K + start, length);
                    ReadOnlySpan<ushort> x = o.Activations.AsSpan(m * o.K + start, length);
                    int index = n * groups + g;
                    GroupScale scale = GroupScale.Of(a, o, m, n, g);
                    accumulator = AddGroup(a, w, x, scale, o.ZeroPoints?[index], accumulator);
                }

                y[m * o.N + n] = Dequantize.Finish(
                    accumulator, o.ActivationScales?[m], o.TensorScale, o.Addends?[m * o.N + n], a.Output);
            }
        }

        return y;
    }

    // The sum over the groups of K of integer scale times corrected dot product. Elements of at most 8 bits: no K that an array
    // can have leaves 64 bits.
    private static long IntegerSum(GemmArithmetic a, GemmOperands o, int m, int n)
    {
        long sum = 0;
        int groups = GemmCheck.Groups(a, o.K);
        for (int g = 0; g < groups; g++)
        {
            int start = g * a.Group;
            int length = Math.Min(a.Group, o.K - start);
            ReadOnlySpan<ushort> x = o.Activations.AsSpan(m * o.K + start, length);
            ExactSum dot = GroupDot.Exact(a.Weights, o.Weights.AsSpan(n * o.K + start, length), a.Activations, x);
            int index = n * groups + g;
            ExactSum t = o.ZeroPoints is { } zeros
                ? ZeroPoint.Exact(dot, ActivationSum.Exact(a.Activations, x), zeros[index])
                : dot;
            sum = checked(sum + (IntegerCodec.DecodeValid(a.Scale, o.Scales[index]) * t.Value));
        }

        return sum;
    }

    // acc32 over the super groups of K: two exact integers of each, and three roundings.
    private static float SuperGroupsSum(GemmArithmetic a, GemmOperands o, SuperGroups super, int m, int n)
    {
        float accumulator = 0;
        int groups = GemmCheck.Groups(a, o.K);
        int each = a.SuperGroup / a.Group;
        for (int first = 0; first < groups; first += each)
        {
            long scaled = 0;
            long minima = 0;
            for (int g = first; g < Math.Min(groups, first + each); g++)
            {
                int start = g * a.Group;
                int length = Math.Min(a.Group, o.K - start);
                ReadOnlySpan<ushort> x = o.Activations.AsSpan(m * o.K + start, length);
                long dot = GroupDot.Exact(a.Weights, o.Weights.AsSpan(n * o.K + start, length), a.Activations, x).Value;
                int index = n * groups + g;
                scaled = checked(scaled + (IntegerCodec.DecodeValid(a.Scale, o.Scales[index]) * dot));
                minima = checked(minima + (super.Minima[index] * ActivationSum.Exact(a.Activations, x).Value));
            }

            accumulator = AddSuperGroup(a, o, super, m, n, first / each, scaled, minima, accumulator);
        }

        return accumulator;
    }

    internal static float AddSuperGroup(
        GemmArithmetic a, GemmOperands o, SuperGroups super, int m, int n, int index, long scaled, long minima, float accumulator)
    {
        int count = GemmCheck.SuperGroupsOf(a, o.K);
        float f = Dequantize.SuperGroup(scaled, minima, super.Scales[n * count + index], super.Units[n * count + index]);
        return Dequantize.Accumulate(
            accumulator, Dequantize.Multiply(f, NumberFormats.Fp16, o.ActivationGroupScales![m * count + index]));
    }

    private static float AddGroup(
        GemmArithmetic a,
        ReadOnlySpan<ushort> w,
        ReadOnlySpan<ushort> x,
        GroupScale scale,
        int? zero,
        float accumulator)
    {
        if (a.Accumulator == AccumulatorKind.Exact)
        {
            ExactSum dot = GroupDot.Exact(a.Weights, w, a.Activations, x);
            ExactSum t = zero is int z ? ZeroPoint.Exact(dot, ActivationSum.Exact(a.Activations, x), z) : dot;
            return AddExact(a, t, scale, accumulator);
        }

        if (a.Accumulator == AccumulatorKind.Sliced)
        {
            ExactSum dot = SlicedGroup.Dot(a.Weights, w, a.Activations, x, a.AlignedBits);
            ExactSum t = zero is int z ? ZeroPoint.Exact(dot, SlicedGroup.Sum(a.Activations, x, a.AlignedBits), z) : dot;
            int unit = SlicedGroup.UnitExponent(a.Activations, SlicedGroup.LargestExponent(a.Activations, x), a.AlignedBits);
            return Dequantize.Accumulate(accumulator, scale.Multiply(Dequantize.Round32(t, unit)));
        }

        float f = a.Accumulator switch
        {
            AccumulatorKind.Fp32 => GroupFp32(a, w, x, zero),
            AccumulatorKind.Fp32Dot => FusedDot.Group(a.Weights, w, a.Activations, x, a.Lanes),
            _ => GroupFp16(a, w, x, zero),
        };
        return Dequantize.Accumulate(accumulator, scale.Multiply(f));
    }

    internal static float AddExact(GemmArithmetic a, ExactSum t, GroupScale scale, float accumulator)
    {
        int exponent = FixedPoint.Exponent(a.Weights, a.Activations);
        return a.Fused
            ? Dequantize.FusedAccumulate(accumulator, t, exponent, scale.Weights)
            : Dequantize.Accumulate(accumulator, scale.Multiply(Dequantize.Round32(t, exponent)));
    }

    private static float GroupFp32(GemmArithmetic a, ReadOnlySpan<ushort> w, ReadOnlySpan<ushort> x, int? zero)
    {
        float dot = GroupDot.Fp32(a.Weights, w, a.Activations, x, a.Lanes);
        return zero is int z
            ? ZeroPoint.Fp32(dot, ActivationSum.Fp32(a.Activations, x, a.Lanes), z, FloatBits.AllFinite(a.Activations, x))
            : dot;
    }

    private static float GroupFp16(GemmArithmetic a, ReadOnlySpan<ushort> w, ReadOnlySpan<ushort> x, int? zero)
    {
        Half dot = GroupDot.Fp16Sum(a.Weights, w, x, a.Lanes);
        Half t = zero is int z ? ZeroPoint.Fp16(dot, ActivationSum.Fp16Sum(x, a.Lanes), z, Fp16.AllFinite(x)) : dot;
        return (float)t;
    }
}
