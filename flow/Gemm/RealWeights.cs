using MixPe.Generator.Designs;

namespace MixPe.Flow.Gemm;

/// <summary>Weights that are numbers, which a design's quantization makes codes of.</summary>
/// <param name="Matrix">W, [N, K].</param>
public sealed record RealWeights(Matrix Matrix) : GemmWeights(Matrix.Rows, Matrix.Columns)
{
    /// <inheritdoc/>
    public override GemmProblem Problem(Design design, Matrix activations) =>
        GemmProblem.Quantize(design, Matrix, activations);
}
