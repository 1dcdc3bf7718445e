using MixPe.Model.Golden;

namespace MixPe.Flow.Verify.Values;

/// <summary>An exact accumulator as its bits: two's complement, and above it flags for NaN, +infinity and
/// −infinity, or NaN alone, where the design has them.</summary>
public static class ExactState
{
    /// <summary>The sum that a register holds.</summary>
    /// <param name="state">The register.</param>
    /// <param name="width">Width of the fixed-point part.</param>
    /// <param name="flagBits">Flags above it: none, that of NaN, or three.</param>
    public static ExactSum Decode(UInt128 state, int width, int flagBits)
    {
        int flags = flagBits == 0 ? 0 : (int)(state >> width) << (3 - flagBits);
        return flags switch
        {
            0 => ExactSum.Finite((long)((Int128)(state << (128 - width)) >> (128 - width))),
            1 => ExactSum.Infinity(negative: true),
            2 => ExactSum.Infinity(negative: false),
            _ => ExactSum.NaN,
        };
    }
}
