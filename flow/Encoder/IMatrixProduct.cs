using MixPe.Flow.Gemm;

namespace MixPe.Flow.Encoder;

/// <summary>How the products of an encoder's linear layers are computed.</summary>
public interface IMatrixProduct
{
    /// <summary>X·Wᵀ, [M, N], without the bias.</summary>
    /// <param name="layer">W.</param>
    /// <param name="x">X, [M, K].</param>
    Matrix Multiply(LinearLayer layer, Matrix x);
}
