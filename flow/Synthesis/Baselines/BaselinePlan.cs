using MixPe.Generator.Designs;

namespace MixPe.Flow.Synthesis.Baselines;

/// <summary>The honest rivals of a design: arrays out of the same generator.</summary>
public static class BaselinePlan
{
    /// <summary>The baselines of a design's unit.</summary>
    /// <param name="design">The design.</param>
    /// <param name="unit">The unit.</param>
    public static IReadOnlyList<Baseline> For(Design design, string unit)
    {
        ArgumentNullException.ThrowIfNull(design);
        return [];
    }
}
