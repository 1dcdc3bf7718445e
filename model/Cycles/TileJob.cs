namespace MixPe.Model.Cycles;

/// <summary>A job of a tile: Y [M, N] = X [M, K] · Wᵀ, all sizes at least 1.</summary>
/// <param name="M">Rows of X.</param>
/// <param name="N">Rows of W.</param>
/// <param name="K">Columns of both.</param>
public sealed record TileJob(int M, int N, int K);
