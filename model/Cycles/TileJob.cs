namespace MixPe.Model.Cycles;

/// <summary>A job of a tile: Y [M, N] = X [M, K] · Wᵀ, all sizes at least 1.</summary>
/// <param name="M">Rows of X.</param>
/// <param name="N">Rows of W.</param>
/// <param name="K">Columns of both.</param>
public sealed record TileJob(int M, int N, int K)
{
    /// <summary>Slices of an activation, where a register says how many; 0 for as many as the tile has.</summary>
    public int Slices { get; init; }

    /// <summary>Groups of K, the first ones, that have so many, where a register says how many; the others have one.</summary>
    public int WideGroups { get; init; } = int.MaxValue;
}
