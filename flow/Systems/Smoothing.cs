using MixPe.Flow.Gemm;

namespace MixPe.Flow.Systems;

/// <summary>Moves the size of a column of X to that of W: X·Wᵀ stays what it is (SmoothQuant, arXiv 2211.10438, with exponents of a
/// half).</summary>
public static class Smoothing
{
    /// <summary>[K] factors: √(max|x| / max|w|) of each column; 1 where either is zero.</summary>
    /// <param name="weights">W, [N, K].</param>
    /// <param name="calibration">[rows, K] activations.</param>
    public static double[] Factors(Matrix weights, Matrix calibration)
    {
        double[] w = Largest(weights), x = Largest(calibration);
        return [.. w.Zip(x, (ofW, ofX) => ofW > 0 && ofX > 0 ? Math.Sqrt(ofX / ofW) : 1)];
    }

    /// <summary>The largest magnitude of each column.</summary>
    /// <param name="matrix">The matrix.</param>
    public static double[] Largest(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        double[] largest = new double[matrix.Columns];
        for (int i = 0; i < matrix.Values.Length; i++)
        {
            int column = i % matrix.Columns;
            largest[column] = Math.Max(largest[column], Math.Abs(matrix.Values[i]));
        }

        return largest;
    }

    /// <summary>Each column times its factor.</summary>
    /// <param name="matrix">[rows, K].</param>
    /// <param name="factors">[K].</param>
    public static Matrix Multiplied(Matrix matrix, double[] factors) => Scaled(matrix, factors, (value, factor) => value * factor);

    /// <summary>Each column over its factor.</summary>
    /// <param name="matrix">[rows, K].</param>
    /// <param name="factors">[K].</param>
    public static Matrix Divided(Matrix matrix, double[] factors) => Scaled(matrix, factors, (value, factor) => value / factor);

    private static Matrix Scaled(Matrix matrix, double[] factors, Func<double, double, double> scale)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(factors);
        float[] values = new float[matrix.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)scale(matrix.Values[i], factors[i % matrix.Columns]);
        }

        return matrix with { Values = values };
    }
}
