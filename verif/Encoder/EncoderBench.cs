using MixPe.Flow.Encoder;
using MixPe.Flow.Gemm;

namespace MixPe.Verif.Encoder;

/// <summary>What the tests of the encoder share.</summary>
internal static class EncoderBench
{
    private static readonly Lazy<SentenceEncoder> Read = new(() => SentenceEncoder.Read(NodeScript.ModelFile));
    private static readonly Lazy<Matrix> Demo = new(() => Encoder.Embed(DemoSentences.All, new Fp32Product()));

    /// <summary>The encoder that 'make setup' fetches.</summary>
    public static SentenceEncoder Encoder => Read.Value;

    /// <summary>The embeddings of the demo's sentences in FP32.</summary>
    public static Matrix DemoEmbeddings => Demo.Value;
}
