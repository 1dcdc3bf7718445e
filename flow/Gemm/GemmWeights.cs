using MixPe.Generator.Designs;
using MixPe.Model.Quantization;
using MixPe.Model.Stored;

namespace MixPe.Flow.Gemm;

/// <summary>The weights of a GEMM: numbers, which are quantized as the design asks, or codes that a file has.</summary>
/// <param name="Rows">N, the output channels.</param>
/// <param name="Columns">K.</param>
public abstract record GemmWeights(int Rows, int Columns)
{
    /// <summary>Puts them together with activations, which are quantized as the design asks.</summary>
    /// <param name="design">The design.</param>
    /// <param name="activations">X, [M, K].</param>
    /// <exception cref="QuantizationException">A value cannot be quantized.</exception>
    /// <exception cref="InputException">The design cannot hold the codes.</exception>
    public abstract GemmProblem Problem(Design design, Matrix activations);
}

/// <summary>Numbers.</summary>
/// <param name="Matrix">W, [N, K].</param>
public sealed record RealWeights(Matrix Matrix) : GemmWeights(Matrix.Rows, Matrix.Columns)
{
    /// <inheritdoc/>
    public override GemmProblem Problem(Design design, Matrix activations) =>
        GemmProblem.Quantize(design, Matrix, activations);
}

/// <summary>Codes.</summary>
/// <param name="Stored">As the file has them.</param>
public sealed record CodedWeights(StoredWeights Stored) : GemmWeights(Stored.N, Stored.K)
{
    /// <inheritdoc/>
    public override GemmProblem Problem(Design design, Matrix activations) =>
        GemmProblem.Quantized(design, StoredFit.Take(design, Stored), activations);
}
