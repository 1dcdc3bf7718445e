using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;

namespace MixPe.Flow.Synthesis.Energy;

/// <summary>A quantized GEMM of normal W and X, as trained weights and normalized activations nearly are.</summary>
internal static class QuantizedNormal
{
    private const double WeightDeviation = 0.02;

    /// <summary>Its operands; the same at every call.</summary>
    /// <param name="design">Whose formats.</param>
    /// <param name="n">Rows of W.</param>
    /// <param name="m">Rows of X.</param>
    /// <param name="k">Columns of both.</param>
    public static GemmOperands Operands(Design design, int n, int m, int k)
    {
        Random random = new(1);
        return GemmProblem.Quantize(
            design, Matrix.Normal(n, k, WeightDeviation, random), Matrix.Normal(m, k, 1, random)).Operands;
    }
}
