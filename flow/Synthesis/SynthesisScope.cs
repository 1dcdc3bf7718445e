using MixPe.Generator.Designs;

namespace MixPe.Flow.Synthesis;

/// <summary>Which designs have figures of synthesis: a refusal is stated once, for whoever asks.</summary>
public static class SynthesisScope
{
    /// <summary>Why a design has no figures, in words that follow its name; null if it has some.</summary>
    /// <param name="design">The design.</param>
    public static string? Refusal(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return design.IsSliced
            ? "accumulator is sliced: a product takes several passes, which the figures of synth do not count yet; those of one "
                + "pass would look better than the design is"
            : null;
    }
}
