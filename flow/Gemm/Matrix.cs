namespace MixPe.Flow.Gemm;

/// <summary>A matrix of binary32 values, row major.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Values">[Rows, Columns] values.</param>
public sealed record Matrix(int Rows, int Columns, float[] Values)
{
    /// <summary>The most elements that a matrix of a simulation has.</summary>
    public const int MaxElements = 1 << 27;

    /// <summary>A matrix of normally distributed values with mean 0.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="deviation">Standard deviation.</param>
    /// <param name="random">Source of the values.</param>
    public static Matrix Normal(int rows, int columns, double deviation, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var values = new float[checked(rows * columns)];
        for (int i = 0; i < values.Length; i++)
        {
            // Box and Muller.
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            values[i] = (float)(deviation * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return new Matrix(rows, columns, values);
    }
}
