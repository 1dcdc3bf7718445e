using MixPe.Flow.Gemm;

namespace MixPe.Flow.Encoder;

/// <summary>Layer normalization of each row: (x − mean) / √(variance + ε) · scale + bias.</summary>
/// <param name="Scale">[columns].</param>
/// <param name="Bias">[columns].</param>
/// <param name="Epsilon">ε.</param>
public sealed record LayerNorm(float[] Scale, float[] Bias, float Epsilon)
{
    /// <summary>The normalized rows.</summary>
    public Matrix Apply(Matrix x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var values = new float[x.Values.Length];
        for (int row = 0; row < x.Rows; row++)
        {
            Span<float> y = values.AsSpan(row * x.Columns, x.Columns);
            Normalize(x.Values.AsSpan(row * x.Columns, x.Columns), y);
        }

        return x with { Values = values };
    }

    private void Normalize(ReadOnlySpan<float> x, Span<float> y)
    {
        double sum = 0;
        foreach (float value in x)
        {
            sum += value;
        }

        double mean = sum / x.Length;
        double squares = 0;
        foreach (float value in x)
        {
            squares += (value - mean) * (value - mean);
        }

        double factor = 1 / Math.Sqrt((squares / x.Length) + Epsilon);
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = (float)(((x[i] - mean) * factor * Scale[i]) + Bias[i]);
        }
    }
}
