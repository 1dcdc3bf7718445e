using MixPe.Model.Formats;

namespace MixPe.Model.Golden;

/// <summary>A group's binary16 or bfloat16 activations as integers of some bits, aligned to the largest exponent among them: what an
/// array of integer PEs multiplies, whole or some bits (a slice) at a time.</summary>
public static class SlicedGroup
{
    /// <summary>Fewest bits of an aligned integer, its sign among them.</summary>
    public const int MinBits = 8;

    /// <summary>Most bits of an aligned integer.</summary>
    public const int MaxBits = 24;

    /// <summary>The exponent field of the largest finite numbers of a format.</summary>
    public static int MaxExponent(NumberFormat activations)
    {
        ArgumentNullException.ThrowIfNull(activations);
        return (1 << activations.ExponentBits) - 2;
    }

    /// <summary>The largest exponent field of the finite activations, from 1, which zeros and subnormals count as, to
    /// <see cref="MaxExponent"/>.</summary>
    /// <param name="activations">Their format, of 16 bits.</param>
    /// <param name="x">Their bit patterns.</param>
    public static int LargestExponent(NumberFormat activations, ReadOnlySpan<ushort> x)
    {
        ArgumentNullException.ThrowIfNull(activations);
        int largest = 1;
        foreach (ushort code in x)
        {
            if (FloatBits.IsFinite(activations, code))
            {
                largest = Math.Max(largest, (code & 0x7fff) >> activations.FractionBits);
            }
        }

        return largest;
    }

    /// <summary>Exponent of the unit of the aligned integers: that of the largest activation fills all bits but the sign.
    /// </summary>
    /// <param name="activations">Format of the activations.</param>
    /// <param name="largest">The group's <see cref="LargestExponent"/>.</param>
    /// <param name="bits">Bits of an aligned integer.</param>
    public static int UnitExponent(NumberFormat activations, int largest, int bits)
    {
        ArgumentNullException.ThrowIfNull(activations);
        return largest - activations.Bias - bits + 2;
    }

    /// <summary>An activation in that unit, rounded to nearest, ties to even; at most the largest integer of its bits.
    /// </summary>
    /// <param name="activations">Format of the activations.</param>
    /// <param name="code">A finite pattern of it whose exponent field is at most <paramref name="largest"/>.</param>
    /// <param name="largest">The group's <see cref="LargestExponent"/>.</param>
    /// <param name="bits">Bits of an aligned integer.</param>
    public static int Align(NumberFormat activations, ushort code, int largest, int bits)
    {
        double scaled = Math.ScaleB((double)FloatBits.ToSingle(activations, code), -UnitExponent(activations, largest, bits));
        return (int)Math.Min(Math.Round(scaled, MidpointRounding.ToEven), Limit(bits) - 1);
    }

    /// <summary>One more than the largest aligned integer; minus the smallest one.</summary>
    public static int Limit(int bits) => 1 << (bits - 1);

    /// <summary>The dot product of a group in its unit. Any infinity or NaN among the activations makes it NaN: the PEs
    /// have no flags to tell what weight met it.</summary>
    /// <param name="weights">An integer format.</param>
    /// <param name="w">Its codes.</param>
    /// <param name="activations">binary16 or bfloat16.</param>
    /// <param name="x">As many bit patterns of it.</param>
    /// <param name="bits">Bits of an aligned integer.</param>
    public static ExactSum Dot(NumberFormat weights, ReadOnlySpan<ushort> w, NumberFormat activations, ReadOnlySpan<ushort> x, int bits)
    {
        if (!FloatBits.AllFinite(activations, x))
        {
            return ExactSum.NaN;
        }

        int largest = LargestExponent(activations, x);
        long sum = 0;
        for (int k = 0; k < x.Length; k++)
        {
            sum += IntegerCodec.DecodeValid(weights, w[k]) * Align(activations, x[k], largest, bits);
        }

        return ExactSum.Finite(sum);
    }

    /// <summary>The sum of a group's activations in its unit; NaN as <see cref="Dot"/>.</summary>
    public static ExactSum Sum(NumberFormat activations, ReadOnlySpan<ushort> x, int bits)
    {
        if (!FloatBits.AllFinite(activations, x))
        {
            return ExactSum.NaN;
        }

        int largest = LargestExponent(activations, x);
        long sum = 0;
        foreach (ushort code in x)
        {
            sum += Align(activations, code, largest, bits);
        }

        return ExactSum.Finite(sum);
    }
}
