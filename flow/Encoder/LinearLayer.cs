using MixPe.Flow.Gemm;

namespace MixPe.Flow.Encoder;

/// <summary>Y = X·Wᵀ + b.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Weights">W, [N, K]: output channels by input channels.</param>
/// <param name="Bias">b, [N].</param>
public sealed record LinearLayer(string Name, Matrix Weights, float[] Bias)
{
    /// <summary>The layer's outputs, [M, N]; the bias is added in FP32.</summary>
    /// <param name="x">X, [M, K].</param>
    /// <param name="product">How X·Wᵀ is computed.</param>
    public Matrix Apply(Matrix x, IMatrixProduct product)
    {
        ArgumentNullException.ThrowIfNull(product);
        Matrix y = product.Multiply(this, x);
        var values = new float[y.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = y.Values[i] + Bias[i % y.Columns];
        }

        return y with { Values = values };
    }
}
