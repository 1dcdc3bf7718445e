using MixPe.Model.Formats;

namespace MixPe.Model.Golden;

/// <summary>The dot product of one group, weights by activations, for each accumulator. The spans hold valid codes
/// and have one length, the group's; codes in pairs begin with the first of a pair.</summary>
public static class GroupDot
{
    /// <summary>The exact sum, in units of 2^<see cref="FixedPoint.Exponent(NumberFormat, NumberFormat)"/>. An infinite activation by weight 0 is
    /// NaN; otherwise it is an infinity of the product's sign.</summary>
    /// <exception cref="OverflowException">The sum leaves 64 bits.</exception>
    public static ExactSum Exact(
        NumberFormat weights, ReadOnlySpan<ushort> w, NumberFormat activations, ReadOnlySpan<ushort> x)
    {
        if (weights.IsPaired)
        {
            return Exact(weights.Element, OutlierPairs.Elements(w), activations, x);
        }

        ExactSum sum = ExactSum.Finite(0);
        for (int k = 0; k < w.Length; k++)
        {
            long weight = IntegerCodec.DecodeValid(weights, w[k]);
            sum += Product(weight, FixedPoint.FromCode(activations, x[k]));
        }

        return sum;
    }

    /// <summary>The sum in binary32: exact products of <paramref name="lanes"/> consecutive elements meet in a
    /// <see cref="PairwiseTree"/>, whose result is added to the accumulator, which starts at +0.</summary>
    /// <returns>The accumulator; missing lanes of the last beat add +0.</returns>
    public static float Fp32(
        NumberFormat weights, ReadOnlySpan<ushort> w, NumberFormat activations, ReadOnlySpan<ushort> x, int lanes)
    {
        if (weights.IsPaired)
        {
            return Fp32(weights.Element, OutlierPairs.Elements(w), activations, x, lanes);
        }

        float accumulator = 0;
        Span<float> beat = stackalloc float[lanes];
        for (int start = 0; start < w.Length; start += lanes)
        {
            beat.Clear();
            for (int k = start; k < Math.Min(start + lanes, w.Length); k++)
            {
                // At most 11 bits by 11 bits, of minifloats no smaller than binary32's least: exact in the 24 bits of binary32, but where one of bfloat16 overflows.
                beat[k - start] = Weight(weights, w[k]) * FloatBits.ToSingle(activations, x[k]);
            }

            accumulator += PairwiseTree.Add(beat);
        }

        return accumulator;
    }

    /// <summary>The paper's reading: as <see cref="Fp32"/>, with the lanes' values of <see cref="Fp16Lane"/> and
    /// every add rounded to binary16.</summary>
    public static Half Fp16Sum(NumberFormat weights, ReadOnlySpan<ushort> w, ReadOnlySpan<ushort> x, int lanes)
    {
        Half accumulator = Half.Zero;
        Span<Half> beat = stackalloc Half[lanes];
        for (int start = 0; start < w.Length; start += lanes)
        {
            beat.Clear();
            for (int k = start; k < Math.Min(start + lanes, w.Length); k++)
            {
                beat[k - start] = Fp16Lane.Product(weights, w[k], x[k]);
            }

            accumulator += PairwiseTree.Add(beat);
        }

        return accumulator;
    }

    // A minifloat's zero has a sign, and so has its product.
    private static float Weight(NumberFormat format, ushort code) =>
        format.IsFixedPoint ? (float)IntegerCodec.ToDouble(format, code) : Fp16.ToSingle(code);

    private static ExactSum Product(long weight, ExactSum x) => x.Class switch
    {
        SumClass.Finite => ExactSum.Finite(weight * x.Value),
        SumClass.NaN => ExactSum.NaN,
        _ when weight == 0 => ExactSum.NaN,
        _ => ExactSum.Infinity(weight < 0 != (x.Class == SumClass.NegativeInfinity)),
    };
}
