using System.Numerics;
using MixPe.Model.Formats;

namespace MixPe.Model.Golden;

/// <summary>The exact accumulator over binary16 or FP8 activations, vectorised. A product of an 8-bit weight and a binary16
/// number is exact in binary32; sums of them are multiples of 2^−24, so exact in binary64 below 2^29. A group with a
/// NaN or an infinity goes through the scalar stages.</summary>
internal static class ExactFloatGoldenGemm
{
    private const long ExactDouble = 1L << 53;

    /// <summary>True when every group's sums are exact in binary64.</summary>
    public static bool Serves(GemmArithmetic a, int k)
    {
        return a.Accumulator == AccumulatorKind.Exact
            && a.Activations is { IsInteger: false, Bits: <= 16 }
            && Math.Min(a.Group, k) <= ExactDouble / (FixedPoint.MaxMagnitude(a.Weights) * FixedPoint.MaxMagnitude(a.Activations));
    }

    /// <summary>The same bits as <see cref="GoldenGemm.RunScalar"/>, on operands already checked.</summary>
    public static uint[] Run(GemmArithmetic a, GemmOperands o)
    {
        var w = new float[o.Weights.Length];
        for (int i = 0; i < w.Length; i++)
        {
            w[i] = IntegerCodec.DecodeValid(a.Weights, o.Weights[i]);
        }

        var y = new uint[checked(o.M * o.N)];
        var x = new float[o.K];
        var accumulators = new float[o.N];
        for (int m = 0; m < o.M; m++)
        {
            ReadOnlySpan<ushort> codes = o.Activations.AsSpan(m * o.K, o.K);
            for (int k = 0; k < o.K; k++)
            {
                x[k] = FloatBits.ToSingle(a.Activations, codes[k]);
            }

            Array.Clear(accumulators);
            for (int g = 0; g < GemmCheck.Groups(a, o.K); g++)
            {
                AddGroup(a, o, m, g, w, x, codes, accumulators);
            }

            for (int n = 0; n < o.N; n++)
            {
                y[m * o.N + n] = Dequantize.Finish(
                    accumulators[n], o.ActivationScales?[m], o.TensorScale, o.Addends?[m * o.N + n], a.Output);
            }
        }

        return y;
    }

    private static void AddGroup(
        GemmArithmetic a,
        GemmOperands o,
        int m,
        int g,
        float[] w,
        float[] x,
        ReadOnlySpan<ushort> codes,
        Span<float> accumulators)
    {
        int start = g * a.Group;
        int length = Math.Min(a.Group, o.K - start);
        int groups = GemmCheck.Groups(a, o.K);
        double units = 1L << -FixedPoint.Exponent(a.Activations);
        ExactSum sum = ActivationSum.Exact(a.Activations, codes.Slice(start, length));
        for (int n = 0; n < o.N; n++)
        {
            int row = n * o.K + start;
            ExactSum dot = sum.Class == SumClass.Finite
                ? ExactSum.Finite((long)(Dot(w.AsSpan(row, length), x.AsSpan(start, length)) * units))
                : GroupDot.Exact(
                    a.Weights, o.Weights.AsSpan(row, length), a.Activations, codes.Slice(start, length));
            int index = n * groups + g;
            ExactSum t = o.ZeroPoints is null ? dot : ZeroPoint.Exact(dot, sum, o.ZeroPoints[index]);
            accumulators[n] = GoldenGemm.AddExact(a, t, GroupScale.Of(a, o, m, n, g), accumulators[n]);
        }
    }

    private static double Dot(ReadOnlySpan<float> w, ReadOnlySpan<float> x)
    {
        Vector<double> low = Vector<double>.Zero;
        Vector<double> high = Vector<double>.Zero;
        int k = 0;
        for (; k <= w.Length - Vector<float>.Count; k += Vector<float>.Count)
        {
            Vector<float> products = new Vector<float>(w[k..]) * new Vector<float>(x[k..]);
            Vector.Widen(products, out Vector<double> first, out Vector<double> second);
            low += first;
            high += second;
        }

        double sum = Vector.Sum(low + high);
        for (; k < w.Length; k++)
        {
            sum += w[k] * x[k];
        }

        return sum;
    }
}
