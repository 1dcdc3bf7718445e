using MixPe.Flow.Encoder;
using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using MixPe.Model.Quantization;
using NUnit.Framework;

namespace MixPe.Verif.Encoder;

/// <summary>The quantized encoder on the golden model, whose bits are the tile's, beside FP32.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class QuantizedEncoderTests
{
    // The demo's sentences, measured: SQNR from 18.9 dB, cosines from 0.926, Spearman from 0.966, the most similar
    // sentence kept for all 15. Below these limits something is wrong with more than the last bits.
    private const double LeastSqnr = 18;
    private const double LeastCosine = 0.9;
    private const double LeastSpearman = 0.94;

    [Test]
    public void Embeddings_stay_near_those_in_fp32(
        [Values("mixpe-w4a8", "mixpe-w4a16")] string design, [Values] CodeRange range)
    {
        (IReadOnlyList<LayerRun> layers, SentenceFidelity sentences) = Run(
            new GoldenEngine(DesignLoader.Load(design)), range);
        TestContext.Out.WriteLine(
            $"SQNR from {layers.Min(layer => layer.Fidelity.SqnrDb):F2} dB, cosine from {sentences.Cosines.Min():F4}, "
            + $"Spearman {sentences.Ranking.Spearman:F4}, nearest kept {sentences.NearestKept}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                layers.Select(layer => layer.Name),
                Is.EqualTo(EncoderBench.Encoder.Model.LinearLayers.Select(layer => layer.Name)));
            Assert.That(layers.Select(layer => layer.Fidelity.SqnrDb), Has.All.GreaterThan(LeastSqnr));
            Assert.That(sentences.Cosines, Has.Count.EqualTo(15).And.All.GreaterThan(LeastCosine));
            Assert.That(sentences.Ranking.Spearman, Is.GreaterThan(LeastSpearman));
            Assert.That(sentences.NearestKept, Is.GreaterThanOrEqualTo(13));
        }
    }

    [Test]
    public void Wrong_zero_points_are_beyond_the_limits()
    {
        (IReadOnlyList<LayerRun> layers, SentenceFidelity sentences) = Run(
            new OffByOneEngine(new GoldenEngine(DesignLoader.Load("mixpe-w4a8"))), CodeRange.MinMax);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(layers.Select(layer => layer.Fidelity.SqnrDb), Has.Some.LessThan(LeastSqnr));
            Assert.That(sentences.Cosines.Min(), Is.LessThan(LeastCosine));
        }
    }

    [Test]
    public void The_least_squares_are_no_worse_in_any_layer()
    {
        Design design = DesignLoader.Load("mixpe-w4a8");
        foreach (LinearLayer layer in EncoderBench.Encoder.Model.LinearLayers)
        {
            double Error(CodeRange range) => GemmProblem.Weights(design, layer.Weights, range).Dequantize()
                .Zip(layer.Weights.Values, (a, b) => (a - b) * (a - b)).Sum();
            Assert.That(Error(CodeRange.LeastSquares), Is.LessThan(Error(CodeRange.MinMax)), layer.Name);
        }
    }

    private static (IReadOnlyList<LayerRun> Layers, SentenceFidelity Sentences) Run(IGemmEngine engine, CodeRange range)
    {
        QuantizedProduct product = new(engine, range);
        Matrix quantized = EncoderBench.Encoder.Embed(DemoSentences.All, product);
        return (product.Runs, SentenceFidelity.Measure(EncoderBench.DemoEmbeddings, quantized));
    }

    /// <summary>An engine whose zero points are one too large, where they can be.</summary>
    private sealed class OffByOneEngine(IGemmEngine engine) : IGemmEngine
    {
        public Design Design => engine.Design;

        public GemmExecution Run(GemmOperands operands) => engine.Run(operands with
        {
            ZeroPoints = Array.ConvertAll(operands.ZeroPoints!, zero => Math.Min(zero + 1, Design.Weights.MaxInteger)),
        });
    }
}
