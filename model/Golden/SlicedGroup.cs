using MixPe.Model.Formats;

namespace MixPe.Model.Golden;

/// <summary>A group's binary16 activations as integers of a few bytes, aligned to the largest exponent among them: what
/// an array of integer PEs multiplies, a byte (a slice) at a time.</summary>
public static class SlicedGroup
{
    /// <summary>Bits of a slice.</summary>
    public const int SliceBits = 8;

    /// <summary>Most slices of an activation.</summary>
    public const int MaxSlices = 3;

    /// <summary>The exponent field of the largest finite binary16 numbers.</summary>
    public const int MaxExponent = 30;

    private const int Bias = 15;

    /// <summary>The largest exponent field of the finite activations, from 1, which zeros and subnormals count as, to 30.
    /// </summary>
    public static int LargestExponent(ReadOnlySpan<ushort> x)
    {
        int largest = 1;
        foreach (ushort code in x)
        {
            if (Fp16.IsFinite(code))
            {
                largest = Math.Max(largest, code >> 10 & 0x1f);
            }
        }

        return largest;
    }

    /// <summary>Exponent of the unit of the aligned integers: that of the largest activation fills all bits but the sign.
    /// </summary>
    /// <param name="largest">The group's <see cref="LargestExponent"/>.</param>
    /// <param name="slices">Slices of an activation.</param>
    public static int UnitExponent(int largest, int slices) => largest - Bias - (SliceBits * slices) + 2;

    /// <summary>An activation in that unit, rounded to nearest, ties to even; at most the largest integer of its bits.
    /// </summary>
    /// <param name="code">A finite binary16 pattern whose exponent field is at most <paramref name="largest"/>.</param>
    /// <param name="largest">The group's <see cref="LargestExponent"/>.</param>
    /// <param name="slices">Slices of an activation.</param>
    public static int Align(ushort code, int largest, int slices)
    {
        double scaled = Math.ScaleB(Fp16.ToSingle(code), -UnitExponent(largest, slices));
        return (int)Math.Min(Math.Round(scaled, MidpointRounding.ToEven), Limit(slices) - 1);
    }

    /// <summary>One more than the largest aligned integer; minus the smallest one.</summary>
    public static int Limit(int slices) => 1 << ((SliceBits * slices) - 1);

    /// <summary>The dot product of a group in its unit. Any infinity or NaN among the activations makes it NaN: the PEs
    /// have no flags to tell what weight met it.</summary>
    /// <param name="weights">An integer format.</param>
    /// <param name="w">Its codes.</param>
    /// <param name="x">As many binary16 patterns.</param>
    /// <param name="slices">Slices of an activation.</param>
    public static ExactSum Dot(NumberFormat weights, ReadOnlySpan<ushort> w, ReadOnlySpan<ushort> x, int slices)
    {
        if (!Fp16.AllFinite(x))
        {
            return ExactSum.NaN;
        }

        int largest = LargestExponent(x);
        long sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            sum += (long)IntegerCodec.DecodeValid(weights, w[k]) * Align(x[k], largest, slices);
        }

        return ExactSum.Finite(sum);
    }

    /// <summary>The sum of a group's activations in its unit; NaN as <see cref="Dot"/>.</summary>
    public static ExactSum Sum(ReadOnlySpan<ushort> x, int slices)
    {
        if (!Fp16.AllFinite(x))
        {
            return ExactSum.NaN;
        }

        int largest = LargestExponent(x);
        long sum = 0;
        foreach (ushort code in x)
        {
            sum += Align(code, largest, slices);
        }

        return ExactSum.Finite(sum);
    }
}
