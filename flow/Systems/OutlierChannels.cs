using MixPe.Flow.Gemm;

namespace MixPe.Flow.Systems;

/// <summary>Random activations as large language models have them: a few columns are much larger than the others.</summary>
public static class OutlierChannels
{
    private const int Every = 128;
    private const float Factor = 60;

    /// <summary>Normally distributed with deviation 1, but one column of every 128, or of what there is, sixty times as large.
    /// </summary>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="random">Source of the values, and of which columns.</param>
    public static Matrix Draw(int rows, int columns, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Matrix x = Matrix.Normal(rows, columns, 1, random);
        for (int first = 0; first < columns; first += Every)
        {
            int column = first + random.Next(Math.Min(Every, columns - first));
            for (int row = 0; row < rows; row++)
            {
                x.Values[(row * columns) + column] *= Factor;
            }
        }

        return x;
    }
}
