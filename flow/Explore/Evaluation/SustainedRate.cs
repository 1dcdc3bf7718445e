using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Model.Cycles;

namespace MixPe.Flow.Explore.Evaluation;

/// <summary>How busy a design keeps its PEs: a group that is shorter than the time its columns take to be dequantized leaves them idle,
/// whatever a PE alone could do.</summary>
public static class SustainedRate
{
    // Enough rows of X for the weights of the next block to be there in time.
    private const int Passes = 4;

    /// <summary>Products of a tile in steady state over those that its PEs could make, 0 to 1: streams that never stall, M of four
    /// passes or as many as the tile's sizes allow, K of whole groups and as long as max_k allows; by the cycle model, which the RTL's counters equal.</summary>
    /// <param name="design">The design.</param>
    public static double Of(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        int group = design.Group == 0 ? design.Tile.MaxK : design.Group;
        int k = group > design.Tile.MaxK ? design.Tile.MaxK : design.Tile.MaxK / group * group;
        int rows = design.Tile.RowBlocks * design.Rows;
        int passes = Math.Clamp(((1 << design.Tile.SizeBits) - 1) / rows, 1, Passes);
        TileJob job = new(passes * rows, design.Columns, k);
        return Math.Min(1, TileEstimate.Of(design, job).SteadyUtilization);
    }
}
