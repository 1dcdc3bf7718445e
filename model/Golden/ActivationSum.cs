using MixPe.Model.Formats;

namespace MixPe.Model.Golden;

/// <summary>The sum of one group's activations, with the same accumulator as the dot product.</summary>
public static class ActivationSum
{
    /// <summary>The exact sum, in units of 2^<see cref="FixedPoint.Exponent(NumberFormat)"/>; special exactly when any activation
    /// is.</summary>
    public static ExactSum Exact(NumberFormat activations, ReadOnlySpan<ushort> x)
    {
        ExactSum sum = ExactSum.Finite(0);
        foreach (ushort code in x)
        {
            sum += FixedPoint.FromCode(activations, code);
        }

        return sum;
    }

    /// <summary>The sum in binary32, in the order of <see cref="GroupDot.Fp32"/>.</summary>
    public static float Fp32(NumberFormat activations, ReadOnlySpan<ushort> x, int lanes)
    {
        float accumulator = 0;
        Span<float> beat = stackalloc float[lanes];
        for (int start = 0; start < x.Length; start += lanes)
        {
            beat.Clear();
            for (int k = start; k < Math.Min(start + lanes, x.Length); k++)
            {
                beat[k - start] = FloatBits.ToSingle(activations, x[k]);
            }

            accumulator += PairwiseTree.Add(beat);
        }

        return accumulator;
    }

    /// <summary>The sum in binary16, in the order of <see cref="GroupDot.Fp16Sum"/>.</summary>
    public static Half Fp16Sum(ReadOnlySpan<ushort> x, int lanes)
    {
        Half accumulator = Half.Zero;
        Span<Half> beat = stackalloc Half[lanes];
        for (int start = 0; start < x.Length; start += lanes)
        {
            beat.Clear();
            for (int k = start; k < Math.Min(start + lanes, x.Length); k++)
            {
                beat[k - start] = BitConverter.UInt16BitsToHalf(x[k]);
            }

            accumulator += PairwiseTree.Add(beat);
        }

        return accumulator;
    }
}
