using MixPe.Flow.Gemm;

namespace MixPe.Flow.Encoder;

/// <summary>Scaled dot-product attention within each sentence: softmax(q·kᵀ·scale)·v, head by head. Both products are
/// of activations by activations and stay in floating point: sums in FP64, results in FP32.</summary>
/// <param name="Heads">Heads, which share the columns of q, k and v equally.</param>
/// <param name="Scale">What q is multiplied by.</param>
public sealed record SelfAttention(int Heads, float Scale)
{
    /// <summary>The heads' outputs beside each other, [tokens, width].</summary>
    /// <param name="queryKeyValue">[tokens, 3·width]: q, k and v beside each other.</param>
    /// <param name="sentences">Where the sentences are; tokens see those of their own sentence only.</param>
    public Matrix Apply(Matrix queryKeyValue, IReadOnlyList<TokenSpan> sentences)
    {
        ArgumentNullException.ThrowIfNull(queryKeyValue);
        ArgumentNullException.ThrowIfNull(sentences);
        Matrix context = new(
            queryKeyValue.Rows, queryKeyValue.Columns / 3, new float[queryKeyValue.Values.Length / 3]);
        foreach (TokenSpan sentence in sentences)
        {
            for (int head = 0; head < Heads; head++)
            {
                for (int token = 0; token < sentence.Count; token++)
                {
                    Attend(queryKeyValue, sentence, head, sentence.First + token, context);
                }
            }
        }

        return context;
    }

    private void Attend(Matrix qkv, TokenSpan sentence, int head, int token, Matrix context)
    {
        int width = context.Columns;
        int size = width / Heads;
        ReadOnlySpan<float> Part(int row, int part) =>
            qkv.Values.AsSpan((row * qkv.Columns) + (part * width) + (head * size), size);

        var weights = new double[sentence.Count];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = Dot(Part(token, 0), Part(sentence.First + i, 1)) * Scale;
        }

        Softmax(weights);
        var sums = new double[size];
        for (int i = 0; i < weights.Length; i++)
        {
            ReadOnlySpan<float> value = Part(sentence.First + i, 2);
            for (int column = 0; column < size; column++)
            {
                sums[column] += weights[i] * value[column];
            }
        }

        Array.ConvertAll(sums, sum => (float)sum).CopyTo(context.Values.AsSpan((token * width) + (head * size)));
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }

        return sum;
    }

    private static void Softmax(Span<double> values)
    {
        double most = double.NegativeInfinity;
        foreach (double value in values)
        {
            most = Math.Max(most, value);
        }

        double sum = 0;
        foreach (ref double value in values)
        {
            value = Math.Exp(value - most);
            sum += value;
        }

        foreach (ref double value in values)
        {
            value /= sum;
        }
    }
}
