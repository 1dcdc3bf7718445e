using MixPe.Flow.Gemm;

namespace MixPe.Flow.Encoder;

/// <summary>The weights and constants of the Universal Sentence Encoder Lite.</summary>
public sealed record EncoderModel
{
    /// <summary>[tokens, width].</summary>
    public required Matrix Embeddings { get; init; }

    /// <summary>[width / 2] radians a position: a position's signal is the sines of all, then their cosines.</summary>
    public required float[] Frequencies { get; init; }

    /// <summary>Tokens of a sentence that count; the others are cut off.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>Both layers.</summary>
    public required IReadOnlyList<TransformerLayer> Layers { get; init; }

    /// <summary>From the mean of a sentence's tokens to its embedding; tanh and normalization to length 1
    /// follow.</summary>
    public required LinearLayer Projection { get; init; }

    /// <summary>The least square of a length that normalization divides by.</summary>
    public required float LeastSquare { get; init; }

    /// <summary>Every linear layer, in the order of use.</summary>
    public IEnumerable<LinearLayer> LinearLayers => Layers.SelectMany(layer => layer.LinearLayers).Append(Projection);
}
