using MixPe.Flow.Encoder;
using MixPe.Flow.Gemm;

namespace MixPe.Flow.Explore.Evaluation;

/// <summary>The layers whose GEMMs a design's arithmetic is tried on.</summary>
public interface ILayers
{
    /// <summary>What they are, in words.</summary>
    string Words { get; }

    /// <summary>Hash of all their weights and activations.</summary>
    string Hash { get; }

    /// <summary>True if they end in embeddings.</summary>
    bool HasSentences { get; }

    /// <summary>Runs a design's GEMMs on them.</summary>
    /// <param name="engine">What multiplies: the golden model, or a tile.</param>
    /// <returns>The layers, and how near the embeddings are; null where there are none.</returns>
    (IReadOnlyList<LayerRun> Layers, SentenceFidelity? Sentences) Run(IGemmEngine engine)
    {
        QuantizedProduct product = new(engine);
        SentenceFidelity? sentences = Embed(product);
        return (product.Runs, sentences);
    }

    /// <summary>Has a product made for each of them.</summary>
    /// <param name="product">What multiplies.</param>
    /// <returns>How near the embeddings are; null where there are none.</returns>
    SentenceFidelity? Embed(IMatrixProduct product);
}
