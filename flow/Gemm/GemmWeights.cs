using MixPe.Generator.Designs;
using MixPe.Model.Quantization;

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
