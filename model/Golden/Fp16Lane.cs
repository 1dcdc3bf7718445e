using MixPe.Model.Formats;

namespace MixPe.Model.Golden;

/// <summary>The product of the paper's reading: one binary16 partial product a weight bit, added in binary16.</summary>
public static class Fp16Lane
{
    /// <summary>The lane's value for one weight and one activation.</summary>
    /// <remarks>
    /// Bit i contributes RN16(x·2^i), or +0 when it is clear; the top bit of a signed weight with its sign flipped.
    /// An infinite or NaN x with weight 0 gives NaN, although every partial product is +0.
    /// </remarks>
    /// <param name="weights">An integer format.</param>
    /// <param name="weight">The weight's code.</param>
    /// <param name="activation">The binary16 pattern of x.</param>
    public static Half Product(NumberFormat weights, ushort weight, ushort activation)
    {
        if (weight == 0 && !Fp16.IsFinite(activation))
        {
            return Half.NaN;
        }

        Span<Half> partials = stackalloc Half[weights.Bits];
        for (int bit = 0; bit < weights.Bits; bit++)
        {
            bool set = (weight >> bit & 1) != 0;
            bool flips = weights.Kind == NumberKind.Signed && bit == weights.Bits - 1;
            partials[bit] = set ? Scale(activation, bit, flips) : Half.Zero;
        }

        return PairwiseTree.Add(partials);
    }

    private static Half Scale(ushort activation, int bit, bool flips)
    {
        Half scaled = BitConverter.UInt16BitsToHalf(Fp16MulPow2.Scale(activation, bit).Bits);
        return flips ? -scaled : scaled;
    }
}
