namespace MixPe.Model.Quantization;

/// <summary>What every quantizer asks of its matrix.</summary>
internal static class MatrixCheck
{
    /// <summary>Refuses a length that is not rows·columns, and the first value that is not finite.</summary>
    public static void Require(ReadOnlySpan<float> values, int rows, int columns, string matrix)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (values.Length != (long)rows * columns)
        {
            throw new ArgumentException(
                $"{matrix} hold {values.Length} values: [{rows}, {columns}] is {(long)rows * columns}");
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw new QuantizationException(
                    matrix, i / columns, i % columns, values[i], "only finite values are quantized");
            }
        }
    }
}
