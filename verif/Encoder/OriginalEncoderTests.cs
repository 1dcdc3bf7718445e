using MixPe.Flow.Encoder;
using MixPe.Flow.Gemm;
using NUnit.Framework;

namespace MixPe.Verif.Encoder;

/// <summary>The encoder beside the npm package that the model is made for.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class OriginalEncoderTests
{
    private const double Tolerance = 1e-5;

    private static IEnumerable<TestCaseData> Changes()
    {
        yield return Case("epsilon", model => WithLayer(model, 1, layer => layer with
        {
            AttentionNorm = layer.AttentionNorm with { Epsilon = 1e-3f },
        }));
        yield return Case("heads", model => WithLayer(model, 0, layer => layer with
        {
            Attention = layer.Attention with { Heads = 2 },
        }));
        yield return Case("attention scale", model => WithLayer(model, 1, layer => layer with
        {
            Attention = layer.Attention with { Scale = layer.Attention.Scale * 1.001f },
        }));
        yield return Case("tokens that count", model => model with { MaxTokens = 127 });
        yield return Case("one frequency", model => model with
        {
            Frequencies = [.. model.Frequencies[..^1], model.Frequencies[^1] * 1.5f],
        });
        yield return Case("one bias", model => model with
        {
            Projection = model.Projection with
            {
                Bias = [model.Projection.Bias[0] + 1e-3f, .. model.Projection.Bias[1..]],
            },
        });
    }

    [Test]
    public void Tokens_are_the_originals()
    {
        Assert.That(Sentences.All, Has.Count.GreaterThanOrEqualTo(30));
        using (Assert.EnterMultipleScope())
        {
            for (int i = 0; i < Sentences.All.Count; i++)
            {
                Assert.That(
                    EncoderBench.Encoder.Tokenizer.Encode(Sentences.All[i]), Is.EqualTo(OriginalEncoder.Tokens[i]),
                    $"sentence {i}: {Sentences.All[i]}");
            }
        }
    }

    [Test]
    public void Every_component_is_the_originals()
    {
        Assert.That(OriginalEncoder.Embeddings, Has.Length.EqualTo(Sentences.All.Count));
        double largest = LargestError(EncoderBench.Encoder, [.. Enumerable.Range(0, Sentences.All.Count)]);
        TestContext.Out.WriteLine($"{Sentences.All.Count} sentences, largest difference {largest:G3}");
        Assert.That(largest, Is.LessThanOrEqualTo(Tolerance));
    }

    [Test]
    public void A_sentence_by_itself_has_the_embedding_that_it_has_among_others()
    {
        Matrix all = EncoderBench.Encoder.Embed(Sentences.All, new Fp32Product());
        for (int i = 0; i < Sentences.All.Count; i += 9)
        {
            Matrix one = EncoderBench.Encoder.Embed([Sentences.All[i]], new Fp32Product());
            Assert.That(one.Values, Is.EqualTo(all.Values[(i * all.Columns)..((i + 1) * all.Columns)]));
        }
    }

    [TestCaseSource(nameof(Changes))]
    public void A_model_that_differs_a_little_is_told_apart(Func<EncoderModel, EncoderModel> change)
    {
        // The last of these is cut off: it has more tokens than count.
        int[] sentences = [5, 14, Sentences.All.Count - 4];
        Assert.That(EncoderBench.Encoder.Tokenizer.Encode(Sentences.All[sentences[^1]]), Has.Count.GreaterThan(128));
        Assert.That(LargestError(EncoderBench.Encoder, sentences), Is.LessThanOrEqualTo(Tolerance));
        SentenceEncoder changed = new(change(EncoderBench.Encoder.Model), EncoderBench.Encoder.Tokenizer);
        Assert.That(LargestError(changed, sentences), Is.GreaterThan(Tolerance));
    }

    private static double LargestError(SentenceEncoder encoder, IReadOnlyList<int> sentences)
    {
        Matrix mine = encoder.Embed([.. sentences.Select(i => Sentences.All[i])], new Fp32Product());
        double[] theirs = [.. sentences.SelectMany(i => OriginalEncoder.Embeddings[i])];
        Assert.That(mine.Values, Has.Length.EqualTo(theirs.Length));
        // Max hands a NaN on.
        return mine.Values.Zip(theirs, (a, b) => Math.Abs(a - b)).Aggregate(Math.Max);
    }

    private static EncoderModel WithLayer(
        EncoderModel model, int index, Func<TransformerLayer, TransformerLayer> change) =>
        model with { Layers = [.. model.Layers.Select((layer, i) => i == index ? change(layer) : layer)] };

    private static TestCaseData Case(string name, Func<EncoderModel, EncoderModel> change) =>
        new TestCaseData(change).SetArgDisplayNames(name);
}
