using MixPe.Generator.Designs;

namespace MixPe.Flow.Explore.Evaluation;

/// <summary>Bits that a weight takes in memory.</summary>
public static class StoredBits
{
    /// <summary>Its code, and its part of what its group has: a scale, and a zero point as wide as a code. FP16 weights
    /// have a scale too in this hardware; beside integer scales the channel's, 16 bits for all of K, is not counted.</summary>
    public static double Of(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        double shared = design.Scale.Bits + (design.ZeroPoint ? design.Weights.Bits : 0);
        return ((double)design.Weights.WordBits(design.Lanes) / design.Lanes) + (shared / design.Group);
    }
}
