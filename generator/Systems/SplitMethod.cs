namespace MixPe.Generator.Systems;

/// <summary>How a system divides a GEMM into parts; docs/systems.md has the arithmetic of each.</summary>
public enum SplitMethod
{
    /// <summary>The columns of X with the largest magnitudes, and the rows of W that meet them, stay in FP16.</summary>
    OutlierColumns,

    /// <summary>A low-rank part of W stays in FP16, as the product of two narrow matrices.</summary>
    LowRank,

    /// <summary>The columns of X are sorted by their largest magnitudes and cut into blocks; those of the largest have activations of
    /// more bits.</summary>
    MixedBlocks,

    /// <summary>The same in one tile, whose groups of K, the first ones, have activations of more bits.</summary>
    MixedGroups,

    /// <summary>Single weights, of any row and column, stay in FP16.</summary>
    SparseOutliers,
}
