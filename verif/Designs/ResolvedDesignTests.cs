using FsCheck;
using FsCheck.Fluent;
using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using NUnit.Framework;

namespace MixPe.Verif.Designs;

[TestFixture]
public sealed class ResolvedDesignTests
{
    // As the loader's rules are: other architectures are for integers, the accumulator fp16 for short weights, and * has no pipeline.
    private static readonly Gen<Design> Designs =
        from name in Gen.Elements("a", "y", "on", "null_x", "w4a8_0123456789_0123456789_01234")
        from description in Gen.Elements("", "a \"quoted\": # text, 'and' [more] × é", "- x", "12", "~", " padded ")
        from systems in Gen.Elements<string[]>([], ["A"], ["A, B", "c: d", "true"])
        from word in Gen.Elements(NumberFormats.All.Where(format => format.IsInteger).Select(format => format.Name))
        from activations in Gen.Elements("int4", "int8", "fp4_e2m1", "fp6_e2m3", "fp8_e4m3", "fp8_e5m2", "fp16", "bf16")
        let floating = !activations.StartsWith("int")
        let rounding = activations == "fp16" ? new[] { AccumulatorKind.Exact, AccumulatorKind.Fp32, AccumulatorKind.Fp16 }
            : activations == "bf16" ? [AccumulatorKind.Fp32]
            : floating && NumberFormats.OfActivations(activations).HasSpecials ? [AccumulatorKind.Exact, AccumulatorKind.Fp32]
            : [AccumulatorKind.Exact]
        from lanes in Gen.Choose(1, 16)
        from groups in Gen.Choose(1, (floating ? 4096 : 65536) / 16)
        from flags in Gen.ArrayOf(Gen.Elements(true, false), 4)
        from kind in Gen.Elements(rounding)
        from scale in Gen.Elements(floating ? ["fp16", "bf16", "fp8_e4m3", "e8m0"] : new[] { "fp16", "bf16", "fp8_e4m3", "e8m0", "uint8" })
        from output in Gen.Elements("fp32", "fp16", "bf16")
        from pipeline in Gen.Elements(1, 2, 4)
        from rows in Gen.Choose(1, 64)
        from columns in Gen.Choose(1, 64)
        from units in Gen.Elements(Enumerable.Range(1, rows).Where(count => rows % count == 0))
        from xWords in Gen.Choose(1, 8)
        from wWords in Gen.Choose(1, 8)
        from yWords in Gen.Choose(1, 64)
        from maxK in Gen.Choose(16, 65536)
        from other in Gen.Elements(Enum.GetValues<Architecture>())
        from picoseconds in Gen.Choose(1, 1_000_000)
        let weights = kind == AccumulatorKind.Fp16 && NumberFormats.Get(word).Bits > 4 ? "uint4" : word
        let architecture = floating || (other == Architecture.Behavioural && pipeline > 1) || (other == Architecture.Lut && lanes % 4 > 0) ? Architecture.ShiftAdd : other

        // Eight words of the activation stream divide those rows; sixteen of a lane of two bits have room for a group's
        // parameters.
        let stationary = rows % 8 == 0
        let length = stationary ? lanes * rows : lanes * groups
        select new Design(
            name, description, systems, NumberFormats.Get(weights), NumberFormats.OfActivations(activations),
            length, flags[0] && NumberFormats.OfActivations(activations).HasSpecials, flags[1], kind, flags[2] && kind == AccumulatorKind.Exact && scale == "fp16",
            NumberFormats.Get(output), stationary ? Dataflow.WeightStationary : Dataflow.OutputStationary, lanes, pipeline, rows,
            columns, stationary ? 1 : units,
            new TileSizes(stationary ? 8 : 8 * xWords, 16 * ((wWords + 1) / 2), yWords, Math.Max(maxK, stationary ? length : 1), 5, 24),
            architecture, flags[3] ? HardwareTarget.Asic : HardwareTarget.Fpga, picoseconds / 1000m)
        {
            Scale = NumberFormats.Get(scale),
        };

    [Test]
    public void Loading_what_was_written_gives_the_same_design() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(Arb.From(Designs), design =>
            {
                var loaded = DesignFiles.Parse(ResolvedDesign.Write(design));
                return loaded.Systems.SequenceEqual(design.Systems)
                    && loaded == design with { Systems = loaded.Systems };
            }));

    [Test]
    public void Writing_twice_gives_the_same_bytes() =>
        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll(Arb.From(Designs), design =>
            {
                var text = ResolvedDesign.Write(design);
                return ResolvedDesign.Write(DesignFiles.Parse(text)) == text;
            }));

    [Test]
    public void Equal_periods_have_equal_bytes() =>
        Assert.That(
            ResolvedDesign.Write(DesignFiles.Parse(DesignFiles.Minimal + "clock_ns: 2.500\n")),
            Is.EqualTo(ResolvedDesign.Write(DesignFiles.Parse(DesignFiles.Minimal + "clock_ns: 2.5\n"))));

    [Test]
    public void Every_field_has_a_comment()
    {
        var lines = ResolvedDesign.Write(DesignFiles.Parse(DesignFiles.Minimal)).Split('\n');
        foreach (var field in DesignFields.All)
        {
            var at = Array.FindIndex(lines, line => line.StartsWith($"{field.Name}: ", StringComparison.Ordinal));
            Assert.That(at, Is.Positive, field.Name);
            Assert.That(lines[at - 1], Is.EqualTo($"# {field.Meaning}"));
        }
    }
}
