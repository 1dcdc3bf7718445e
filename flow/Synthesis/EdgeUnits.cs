using MixPe.Generator.Designs;
using MixPe.Model.Formats;

namespace MixPe.Flow.Synthesis;

/// <summary>What an array has at its edges for the products of its PEs: a dequantization unit for each band of a column's rows, and where
/// weights have zero points or minima an activation sum for each row. Registers around them (the skew of operands, scales and zero points on
/// their way, the drain's control) and the tile are not counted.</summary>
public static class EdgeUnits
{
    /// <summary>Why a design's edges are not told; null if they are.</summary>
    /// <param name="design">The design.</param>
    public static string? Refusal(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return design.IsSliced ? "those of a sliced array are counted with --unit array only" : null;
    }

    /// <summary>The units of a design that are counted. FP16 weights stand for themselves: that this generator's arrays scale their products
    /// too is not held against them.</summary>
    /// <param name="design">The design.</param>
    public static IReadOnlyList<string> Of(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return design.Weights.Name == NumberFormats.Fp16.Name ? []
            : design.HasActivationSums ? [SynthesisSubject.GroupDequant, SynthesisSubject.ActivationSum]
            : [SynthesisSubject.GroupDequant];
    }
}
