using MixPe.Generator.Designs;

namespace MixPe.Flow.Synthesis.Energy;

/// <summary>How close groups follow each other in an output-stationary array whose streams never stall.</summary>
internal static class GroupPace
{
    /// <summary>Cycles from a group to the next: its beats, or as many as a dequantization unit takes for its rows.</summary>
    public static int Cycles(Design design) => Math.Max(design.Group / design.Lanes, design.BandRows);
}
