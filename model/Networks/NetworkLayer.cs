namespace MixPe.Model.Networks;

/// <summary>A kind of linear layer: Y [M, N] = X [M, K] · Wᵀ, W [N, K].</summary>
/// <param name="Name">Its name, as checkpoints have it.</param>
/// <param name="N">Outputs: rows of W.</param>
/// <param name="K">Inputs: columns of X and W.</param>
/// <param name="Count">How many of them the network has, each with weights of its own.</param>
/// <param name="Rows">What a row of X is.</param>
/// <param name="SharesInput">True if its X is that of the layer before it in the list.</param>
public sealed record NetworkLayer(string Name, int N, int K, int Count, LayerRows Rows, bool SharesInput = false)
{
    /// <summary>Weights of all of them.</summary>
    public long Weights => (long)N * K * Count;
}
