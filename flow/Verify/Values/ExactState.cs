using MixPe.Model.Golden;

namespace MixPe.Flow.Verify.Values;

/// <summary>An exact accumulator as its bits: two's complement, and above it flags for NaN, +infinity and
/// −infinity where the design has them.</summary>
public static class ExactState
{
    /// <summary>The sum that a register holds.</summary>
    /// <param name="state">The register.</param>
    /// <param name="width">Width of the fixed-point part.</param>
    /// <param name="hasFlags">Whether three flags lie above it.</param>
    public static ExactSum Decode(UInt128 state, int width, bool hasFlags)
    {
        int flags = hasFlags ? (int)(state >> width) : 0;
        return flags switch
        {
            0 => ExactSum.Finite((long)((Int128)(state << (128 - width)) >> (128 - width))),
            1 => ExactSum.Infinity(negative: true),
            2 => ExactSum.Infinity(negative: false),
            _ => ExactSum.NaN,
        };
    }

    /// <summary>A register that holds the sum; below a flag it holds the noise.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="width">Width of the fixed-point part.</param>
    /// <param name="noise">Bits that must not count.</param>
    public static UInt128 Encode(ExactSum sum, int width, long noise)
    {
        UInt128 mask = (UInt128.One << width) - 1;
        UInt128 flags = sum.Class switch
        {
            SumClass.Finite => 0,
            SumClass.NegativeInfinity => 1,
            SumClass.PositiveInfinity => 2,

            // A NaN by itself, or both infinities.
            _ => (noise & 1) == 0 ? 4u : 3u,
        };
        return flags << width | ((UInt128)(Int128)(sum.Class == SumClass.Finite ? sum.Value : noise) & mask);
    }
}
