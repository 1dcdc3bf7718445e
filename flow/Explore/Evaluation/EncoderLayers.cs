using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MixPe.Flow.Encoder;
using MixPe.Flow.Gemm;

namespace MixPe.Flow.Explore.Evaluation;

/// <summary>The ten linear layers of the sentence encoder, on the demo's sentences.</summary>
public sealed class EncoderLayers : ILayers
{
    private readonly SentenceEncoder _encoder;
    private readonly Matrix _reference;

    /// <summary>Embeds the sentences in FP32.</summary>
    /// <param name="encoder">The encoder.</param>
    public EncoderLayers(SentenceEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        _encoder = encoder;
        _reference = encoder.Embed(DemoSentences.All, new Fp32Product());
        Hash = HashOf(encoder, _reference);
    }

    /// <inheritdoc/>
    public string Words => string.Create(
        CultureInfo.InvariantCulture,
        $"the {_encoder.Model.LinearLayers.Count()} linear layers of the Universal Sentence Encoder Lite, {DemoSentences.All.Count} sentences");

    /// <inheritdoc/>
    public string Hash { get; }

    /// <inheritdoc/>
    public bool HasSentences => true;

    /// <inheritdoc/>
    public SentenceFidelity? Embed(IMatrixProduct product) =>
        SentenceFidelity.Measure(_reference, _encoder.Embed(DemoSentences.All, product));

    // What is not hashed itself, as tokens and norms, changes the embeddings.
    private static string HashOf(SentenceEncoder encoder, Matrix embeddings)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Matrix matrix in encoder.Model.LinearLayers.Select(layer => layer.Weights).Append(embeddings))
        {
            hash.AppendData(MemoryMarshal.AsBytes<float>(matrix.Values));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
