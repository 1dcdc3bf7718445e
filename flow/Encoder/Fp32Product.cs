using MixPe.Flow.Gemm;
using MixPe.Model.Metrics;

namespace MixPe.Flow.Encoder;

/// <summary>FP32 by FP32; sums in FP64, rounded to FP32 once.</summary>
public sealed class Fp32Product : IMatrixProduct
{
    /// <inheritdoc/>
    public Matrix Multiply(LinearLayer layer, Matrix x)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(x);
        double[] y = ReferenceGemm.Multiply(x.Values, layer.Weights.Values, x.Rows, layer.Weights.Rows, x.Columns);
        return new Matrix(x.Rows, layer.Weights.Rows, Array.ConvertAll(y, value => (float)value));
    }
}
