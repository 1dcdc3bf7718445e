using System.Numerics;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Designs;

/// <summary>Widths of sums over K with integer scales of groups, and what is refused of them.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class IntegerScaleTests
{
    [TestCase(4096, 32)]
    [TestCase(128, 27)]
    [TestCase(65536, 36)]
    public void A_sum_has_the_width_that_its_largest_K_needs(int maxK, int bits) => Assert.That(
        new Datapath(DesignLoader.Load("qserve-group", [$"max_k={maxK}"])).TotalWidth, Is.EqualTo(bits));

    // No rule guards the width: elements and scales of at most 8 bits and the largest K that a file can name leave most of 64 bits.
    [Test]
    public void Every_sum_of_every_design_fits([Values] bool isWeightSigned, [Values("int4", "int8")] string activations)
    {
        for (int bits = 2; bits <= 8; bits++)
        {
            for (int group = 8; group <= 65536; group *= 2)
            {
                string weights = $"{(isWeightSigned ? "int" : "uint")}{bits}";
                foreach (string zero in new[] { "none", "integer" })
                {
                    Design design = RtlDesigns.Make(weights, activations, "scale=uint8", $"group={group}", "max_k=65536", $"zero_point={zero}");
                    int width = new Datapath(design).TotalWidth;
                    Assert.That(width, Is.LessThanOrEqualTo(64), $"{design.Weights}, groups of {group}");

                    // Every product the largest: code less zero point by the most negative activation.
                    NumberFormat w = design.Weights;
                    int reach = zero == "integer" ? w.MaxInteger - w.MinInteger : Math.Max(w.MaxInteger, -w.MinInteger);
                    BigInteger most = new BigInteger(65536) * 255 * reach * -design.Activations.MinInteger;
                    Assert.That(most, Is.LessThan(BigInteger.One << (width - 1)), $"{design.Weights}");
                }
            }
        }
    }

    [Test]
    public void The_channels_scale_is_of_binary16_and_comes_with_every_group()
    {
        Design design = DesignLoader.Load("dgq");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(design.FloatScale, Is.EqualTo(NumberFormats.Fp16));
            Assert.That(design.ScaleBits, Is.EqualTo(24));
            Assert.That(new TileShape(design).ParamBits, Is.EqualTo(32));
            Assert.That(new TileShape(design with { ZeroPoint = false }).ParamBits, Is.EqualTo(32));
            Assert.That(new Datapath(design).DequantLatency, Is.EqualTo(new Datapath(DesignLoader.Load("mixpe-w4a8-ws")).DequantLatency));
        }
    }
}
