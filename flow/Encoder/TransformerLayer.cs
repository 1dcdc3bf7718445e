using MixPe.Flow.Gemm;

namespace MixPe.Flow.Encoder;

/// <summary>A transformer layer that normalizes before each part: h = x' + attention(norm(x)), y = h + ffn(norm(h)),
/// where x' is x, or a projection of x where the layer changes the width.</summary>
public sealed record TransformerLayer
{
    /// <summary>Before the attention.</summary>
    public required LayerNorm AttentionNorm { get; init; }

    /// <summary>q, k and v at once.</summary>
    public required LinearLayer QueryKeyValue { get; init; }

    /// <summary>The attention.</summary>
    public required SelfAttention Attention { get; init; }

    /// <summary>What brings the heads together.</summary>
    public required LinearLayer AttentionOutput { get; init; }

    /// <summary>What makes x as wide as the layer's output; null where it is already.</summary>
    public LinearLayer? Residual { get; init; }

    /// <summary>Before the feed-forward network.</summary>
    public required LayerNorm FeedForwardNorm { get; init; }

    /// <summary>Its first half; ReLU follows.</summary>
    public required LinearLayer FeedForward1 { get; init; }

    /// <summary>Its second half.</summary>
    public required LinearLayer FeedForward2 { get; init; }

    /// <summary>Its linear layers, in the order of their use.</summary>
    public IEnumerable<LinearLayer> LinearLayers =>
        new[] { QueryKeyValue, AttentionOutput, Residual, FeedForward1, FeedForward2 }.OfType<LinearLayer>();

    /// <summary>The layer's outputs.</summary>
    /// <param name="x">[tokens, width].</param>
    /// <param name="sentences">Where the sentences are.</param>
    /// <param name="product">How the products of linear layers are computed.</param>
    public Matrix Apply(Matrix x, IReadOnlyList<TokenSpan> sentences, IMatrixProduct product)
    {
        Matrix queryKeyValue = QueryKeyValue.Apply(AttentionNorm.Apply(x), product);
        Matrix attended = AttentionOutput.Apply(Attention.Apply(queryKeyValue, sentences), product);
        Matrix hidden = Add(attended, Residual?.Apply(x, product) ?? x);
        Matrix inner = FeedForward1.Apply(FeedForwardNorm.Apply(hidden), product);
        Matrix positive = inner with { Values = Array.ConvertAll(inner.Values, value => MathF.Max(value, 0)) };
        return Add(FeedForward2.Apply(positive, product), hidden);
    }

    private static Matrix Add(Matrix a, Matrix b) =>
        a with { Values = [.. a.Values.Zip(b.Values, (left, right) => left + right)] };
}
