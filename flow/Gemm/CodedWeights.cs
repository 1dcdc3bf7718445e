using MixPe.Generator.Designs;
using MixPe.Model.Stored;

namespace MixPe.Flow.Gemm;

/// <summary>Weights that a file has quantized, which a design takes as they are.</summary>
/// <param name="Stored">As the file has them.</param>
public sealed record CodedWeights(StoredWeights Stored) : GemmWeights(Stored.N, Stored.K)
{
    /// <inheritdoc/>
    public override GemmProblem Problem(Design design, Matrix activations) =>
        GemmProblem.Quantized(design, StoredFit.Take(design, Stored), activations);
}
