using MixPe.Flow.Explore.Evaluation;
using MixPe.Generator.Designs;
using MixPe.Verif.Encoder;
using NUnit.Framework;

namespace MixPe.Verif.Explore;

[TestFixture]
[Parallelizable(ParallelScope.Self)]
public sealed class FidelityMeasureTests
{
    // What mixpe demo prints of mixpe-w4a8, in README.md, from the verilated tile.
    [Test]
    public void Of_the_encoder_it_is_what_the_demo_prints()
    {
        double[] layers = [20.57, 20.75, 18.93, 27.63, 20.60, 20.69, 22.40, 26.49, 23.31, 22.61];
        double[] cosines =
        [
            0.9384, 0.9584, 0.9298, 0.9259, 0.9614, 0.9650, 0.9643, 0.9717, 0.9578, 0.9700, 0.9709, 0.9658, 0.9347, 0.9670, 0.9673,
        ];
        Measurement measured = new FidelityMeasure(new EncoderLayers(EncoderBench.Encoder), "v")
            .Run(Spaces.Point("mixpe-w4a8"), CancellationToken.None);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(measured.Figures["sqnr_db"], Is.EqualTo(layers.Average()).Within(0.005));
            Assert.That(measured.Figures["sqnr_min_db"], Is.EqualTo(layers.Min()).Within(0.005));
            Assert.That(measured.Figures["cosine"], Is.EqualTo(cosines.Average()).Within(0.00005));
            Assert.That(measured.Figures["cosine_min"], Is.EqualTo(cosines.Min()).Within(0.00005));
            Assert.That(measured.Figures["spearman"], Is.EqualTo(0.9721).Within(0.00005));
            Assert.That(measured.Figures["nearest_kept"], Is.EqualTo(15));
        }
    }

    [Test]
    public void Synthetic_layers_gain_with_every_bit_and_have_no_sentences()
    {
        FidelityMeasure measure = new(new SyntheticLayers(), "v");
        Measurement[] measured =
        [
            .. new[] { "uint2", "uint3", "uint4", "uint6" }.Select(weights =>
                measure.Run(Spaces.Point("mixpe-w4a8", $"weights={weights}"), CancellationToken.None)),
        ];
        Assert.That(measured.Select(one => one.Figures["sqnr_db"]), Is.Ordered.Ascending.And.Unique);
        Assert.That(measured[0].Figures.Keys, Is.EquivalentTo(["sqnr_db", "sqnr_min_db"]));
    }

    [Test]
    public void A_format_without_codes_for_real_weights_is_unsupported()
    {
        FidelityMeasure measure = new(new SyntheticLayers(), "v");
        Measurement none = measure.Run(Spaces.Point("mixpe-w4a8", "zero_point=none"), CancellationToken.None);
        Assert.That((none.Status, none.Figures.Count), Is.EqualTo((MeasurementStatus.Unsupported, 0)));
        Assert.That(none.Message, Does.Contain("uint4 without zero points"));
    }

    [Test]
    public void Scales_of_groups_of_activations_lose_less_than_those_of_rows()
    {
        FidelityMeasure measure = new(new SyntheticLayers(), "v");
        Measurement Run(params string[] fields) => measure.Run(Spaces.Point("gguf-q4-0", fields), CancellationToken.None);
        Assert.That(
            Run("activations=int4").Figures["sqnr_db"],
            Is.GreaterThan(Run("activations=int4", "activation_group_scale=none", "activation_scale=fp16").Figures["sqnr_db"] + 1));
    }

    [Test]
    public void Only_what_decides_a_bit_is_another_key()
    {
        FidelityMeasure measure = new(new SyntheticLayers(), "v");
        string key = measure.Key(Spaces.Point("mixpe-w4a8"));
        using (Assert.EnterMultipleScope())
        {
            foreach (string same in new[] { "rows=8", "lanes=4", "pipeline=2", "architecture=booth", "clock_ns=9" })
            {
                Assert.That(measure.Key(Spaces.Point("mixpe-w4a8", same)), Is.EqualTo(key), same);
            }

            foreach (string other in new[]
            {
                "weights=uint3", "activations=int4", "group=64", "zero_point=none", "activation_scale=none", "fused=true", "out=fp16",
            })
            {
                Assert.That(measure.Key(Spaces.Point("mixpe-w4a8", other)), Is.Not.EqualTo(key), other);
            }

            Assert.That(
                measure.Key(Spaces.Point("gguf-q4-0", "activation_group_scale=bf16")),
                Is.Not.EqualTo(measure.Key(Spaces.Point("gguf-q4-0"))));

            Assert.That(
                measure.Key(Spaces.Point("gguf-q4-k", "super_group=128")),
                Is.Not.EqualTo(measure.Key(Spaces.Point("gguf-q4-k"))));

            // Slices decide bits; their sums are of integers.
            string sliced = measure.Key(Spaces.Point("mixpe-w4a16-sliced"));
            Assert.That(measure.Key(Spaces.Point("mixpe-w4a16-sliced", "slices=3")), Is.Not.EqualTo(sliced));
            Assert.That(measure.Key(Spaces.Point("mixpe-w4a16-sliced", "rows=8", "lanes=16")), Is.EqualTo(sliced));
            Assert.That(measure.Key(Spaces.Point("mixpe-w4a16-sliced", "slices=1", "slice_bits=16")), Is.EqualTo(sliced));

            // The order of sums that round is that of the lanes.
            Assert.That(
                measure.Key(Spaces.Point("mixpe-w4a16-fp32", "lanes=4")),
                Is.Not.EqualTo(measure.Key(Spaces.Point("mixpe-w4a16-fp32", "lanes=2"))));
            Assert.That(new FidelityMeasure(new SyntheticLayers(), "w").Key(Spaces.Point("mixpe-w4a8")), Is.Not.EqualTo(key));
        }
    }

    [TestCase("mixpe-w4a8", 4 + (20.0 / 128))]
    [TestCase("w4a8-sym", 4 + (16.0 / 128))]
    [TestCase("mxfp4-a16", 4 + (8.0 / 128))]
    [TestCase("qserve-group", 4 + (12.0 / 128))]
    [TestCase("gguf-q4-k", 4.25)]
    public void Stored_bits_are_those_counted_by_hand(string design, double expected) =>
        Assert.That(StoredBits.Of(DesignLoader.Load(design, ["group=128"])), Is.EqualTo(expected));
}
