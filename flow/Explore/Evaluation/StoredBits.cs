using MixPe.Generator.Designs;
using MixPe.Model.Golden;

namespace MixPe.Flow.Explore.Evaluation;

/// <summary>Bits that a weight takes in memory.</summary>
public static class StoredBits
{
    /// <summary>Its code, and its part of what its group has: a scale, and a zero point as wide as a code. FP16 weights
    /// have a scale too in this hardware; beside integer scales the channel's, 16 bits for all of K, is not counted; with super groups a minimum too, and
    /// two binary16 numbers a super group.</summary>
    public static double Of(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        double shared = design.Scale.Bits + (design.ZeroPoint ? design.Weights.Bits : design.HasMinima ? SuperGroups.MinimumBits : 0);
        double ofSuperGroup = design.HasMinima ? 2.0 * design.FloatScale.Bits / design.SuperGroup : 0;
        return ((double)design.Weights.WordBits(design.Lanes) / design.Lanes) + (shared / design.Group) + ofSuperGroup;
    }
}
