using MixPe.Generator.Designs;

namespace MixPe.Flow.Explore.Evaluation;

/// <summary>Which designs a PE's figures stand for: those of which no part of a product is made outside of it.</summary>
internal static class PeScope
{
    /// <summary>Why the figures of a design's PE are none of the design; null if they are.</summary>
    public static string? Refusal(Design design) =>
        design.IsSliced ? "accumulator is sliced: activations are aligned, and slices put together, outside of the PE: "
            + "it alone would look better than the design is"
        : design.SharedColumns > 1 ? "shared_columns is above 1: registers of activations are outside of the PE: "
            + "it alone would look better than the design is"
        : null;
}
