namespace MixPe.Model.Networks;

/// <summary>A transformer, as far as its matrix products go.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">Where its sizes are published.</param>
/// <param name="Blocks">Transformer blocks.</param>
/// <param name="Hidden">Width of a token between blocks.</param>
/// <param name="Heads">Query heads of a block, a divisor of <paramref name="Hidden"/>.</param>
/// <param name="KvHeads">Key and value heads of a block, a divisor of <paramref name="Heads"/>.</param>
/// <param name="Ffn">Width between the layers of the feed-forward network.</param>
/// <param name="IsGated">True if that has a gate (SwiGLU): three layers instead of two.</param>
/// <param name="Vocabulary">Outputs of the last linear layer, tokens or classes; 0 if there is none.</param>
/// <param name="Patch">Inputs of the patch embedding; 0 if tokens are looked up in a table.</param>
/// <param name="Tokens">Tokens of a sequence: its context's length, or what an image is cut into.</param>
/// <param name="IsDecoder">True if it generates a token at a time, each of which looks at those before it only.</param>
public sealed record Network(
    string Name,
    string Source,
    int Blocks,
    int Hidden,
    int Heads,
    int KvHeads,
    int Ffn,
    bool IsGated,
    int Vocabulary,
    int Patch,
    int Tokens,
    bool IsDecoder)
{
    /// <summary>Width of a head.</summary>
    public int HeadSize => Hidden / Heads;

    /// <summary>The linear layers in the order in which they run, a row for each kind. Products of activations by
    /// activations are none of them: <see cref="AttentionMacs"/>.</summary>
    public IReadOnlyList<NetworkLayer> Layers => [.. EnumerateLayers()];

    /// <summary>Multiply-accumulates of attention, queries by keys and scores by values, which are activations both: no
    /// product by stored weights. What a causal mask hides is not counted.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="batch">Sequences.</param>
    /// <param name="tokens">Tokens of each; of decoding, with the new one.</param>
    public double AttentionMacs(InferencePhase phase, int batch, int tokens)
    {
        double pairs = phase == InferencePhase.Decode ? tokens
            : IsDecoder ? tokens * (tokens + 1.0) / 2
            : (double)tokens * tokens;
        return 2 * pairs * Hidden * batch * Blocks;
    }

    /// <summary>Rows of X of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="batch">Sequences.</param>
    /// <param name="tokens">Tokens of each.</param>
    public static long RowsOf(NetworkLayer layer, InferencePhase phase, int batch, int tokens)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (phase == InferencePhase.Decode)
        {
            return batch;
        }

        return layer.Rows switch
        {
            LayerRows.Token => (long)batch * tokens,
            LayerRows.Patch => (long)batch * (tokens - 1),
            _ => batch,
        };
    }

    private IEnumerable<NetworkLayer> EnumerateLayers()
    {
        if (Patch > 0)
        {
            yield return new("patch_embedding", Hidden, Patch, 1, LayerRows.Patch);
        }

        int kv = KvHeads * HeadSize;
        yield return new("q_proj", Hidden, Hidden, Blocks, LayerRows.Token);
        yield return new("k_proj", kv, Hidden, Blocks, LayerRows.Token, SharesInput: true);
        yield return new("v_proj", kv, Hidden, Blocks, LayerRows.Token, SharesInput: true);
        yield return new("o_proj", Hidden, Hidden, Blocks, LayerRows.Token);
        if (IsGated)
        {
            yield return new("gate_proj", Ffn, Hidden, Blocks, LayerRows.Token);
        }

        yield return new("up_proj", Ffn, Hidden, Blocks, LayerRows.Token, SharesInput: IsGated);
        yield return new("down_proj", Hidden, Ffn, Blocks, LayerRows.Token);
        if (Vocabulary > 0)
        {
            yield return new("lm_head", Vocabulary, Hidden, 1, LayerRows.Sequence);
        }
    }
}
