using MixPe.Flow.Estimate;
using MixPe.Generator.Designs;
using MixPe.Model.Cycles;
using NUnit.Framework;

namespace MixPe.Verif.Estimate;

/// <summary>Bytes of a layer, counted by hand: mixpe-w4a8, a pass of 64 rows, streams of 32 bytes, that of weights of 128.</summary>
public sealed class LayerTrafficTests
{
    // Three passes. A row of X is a beat for its scale and 8 of 32; one of W a beat of two groups' parameters and one of 256; one
    // of Y two blocks of 16 FP32, two beats each.
    private const long X = 192 * 9 * 32;
    private const long EachW = 32 * 2 * 128;
    private const long Y = 192 * 4 * 32;

    // By the array: X for each of 2 blocks of columns, W for each of 12 blocks of rows; Y in and out.
    private const long Buffers = X + (3 * EachW) + (2 * Y) + (2 * 192 * 256) + (12 * 32 * 256 / 2);

    private static readonly TileJob Job = new(192, 32, 256);

    [Test]
    public void Without_sram_every_pass_reads_the_weights_from_dram() => Assert.That(
        Of(InputShare.Later, 0), Is.EqualTo(new LayerTraffic(X, 3 * EachW, Y, X + (3 * EachW) + Y, 0, Buffers)));

    // A kibibyte of the weights is read once, and twice from SRAM.
    [Test]
    public void Sram_keeps_as_many_weights_as_fit() => Assert.That(
        Of(InputShare.None, 1024),
        Is.EqualTo(new LayerTraffic(X, 3 * EachW, Y, X + (3 * EachW) - (2 * 1024) + Y, 3 * 1024, Buffers)));

    [Test]
    public void Sram_beyond_the_weights_changes_nothing() => Assert.That(
        Of(InputShare.None, 1 << 30),
        Is.EqualTo(new LayerTraffic(X, 3 * EachW, Y, X + EachW + Y, 3 * EachW, Buffers)));

    [Test]
    public void Activations_of_several_layers_are_read_once_if_they_fit_whole()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Of(InputShare.First, X), Is.EqualTo(
                new LayerTraffic(X, 3 * EachW, Y, X + (3 * EachW) + Y, X, Buffers)), "written");
            Assert.That(Of(InputShare.Later, X), Is.EqualTo(
                new LayerTraffic(X, 3 * EachW, Y, (3 * EachW) + Y, X, Buffers)), "read");
            Assert.That(Of(InputShare.Later, X + 100), Is.EqualTo(
                new LayerTraffic(X, 3 * EachW, Y, (3 * EachW) - 200 + Y, X + 300, Buffers)), "the rest is the weights'");
            Assert.That(Of(InputShare.Later, X - 1).Dram, Is.EqualTo(X + EachW + Y), "all of it is the weights'");
        }
    }

    [Test]
    public void One_pass_has_nothing_to_read_again()
    {
        LayerTraffic one = LayerTraffic.Of(NamedDesigns.Find("mixpe-w4a8")!.Load(), Job with { M = 64 }, InputShare.None, 1 << 20);
        Assert.That((one.Sram, one.Weights), Is.EqualTo((0L, EachW)));
    }

    private static LayerTraffic Of(InputShare share, long sramBytes) =>
        LayerTraffic.Of(NamedDesigns.Find("mixpe-w4a8")!.Load(), Job, share, sramBytes);
}
