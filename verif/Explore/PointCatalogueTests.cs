using MixPe.Flow.Explore.Points;
using MixPe.Flow.Explore.Sampling;
using MixPe.Generator.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Explore;

[TestFixture]
public sealed class PointCatalogueTests
{
    [Test]
    public void What_the_loader_refuses_is_counted_by_rule_and_what_a_condition_refuses_by_its_text()
    {
        PointCatalogue catalogue = Catalogue("""
            name: a
            base: mixpe-w4a8
            vary:
              lanes: [3, 8]
              weights: [uint4, fp16]
              rows: [16, 32]
            where: [rows * lanes < 200]
            """);
        IReadOnlyList<DesignPoint> points = Grid(catalogue);
        using (Assert.EnterMultipleScope())
        {
            // 3 lanes do not divide the group, nor is a beat whole bytes; fp16 weights want fp16 activations and more.
            Assert.That(points.Select(point => point.Label), Is.EqualTo(["lanes=8 weights=uint4 rows=16"]));
            Assert.That((catalogue.Combinations, catalogue.Refused, catalogue.Repeated), Is.EqualTo((8, 7, 0)));
            Assert.That(Count("group-lanes"), Is.EqualTo(4));
            Assert.That(Count("weights-activations"), Is.EqualTo(4));
            Assert.That(Count("rows * lanes < 200"), Is.EqualTo(1));
            Assert.That(
                catalogue.Refusals.Single(one => one.Rule == "group-lanes").Sentence, Is.EqualTo("group is a multiple of lanes"));
        }

        int Count(string rule) => catalogue.Refusals.Single(one => one.Rule == rule).Count;
    }

    [Test]
    public void A_combination_counts_once_however_often_it_is_asked_for()
    {
        PointCatalogue catalogue = Catalogue("name: a\nbase: mixpe-w4a8\nvary: {lanes: [3, 8]}");
        for (int i = 0; i < 3; i++)
        {
            Assert.That(catalogue.Find([0]), Is.Null);
            Assert.That(catalogue.Find([1]), Is.Not.Null);
        }

        Assert.That((catalogue.Combinations, catalogue.Refused), Is.EqualTo((2, 1)));
        Assert.That(catalogue.Refusals.Select(one => one.Count), Has.All.EqualTo(1));
    }

    [Test]
    public void Values_that_are_written_differently_are_one_point()
    {
        PointCatalogue catalogue = Catalogue("name: a\nbase: mixpe-w4a8\nvary: {clock_ns: [2, \"2.0\", 3]}");
        Assert.That(Grid(catalogue).Select(point => point.Label), Is.EqualTo(["clock_ns=2", "clock_ns=3"]));
        Assert.That(catalogue.Repeated, Is.EqualTo(1));
    }

    [Test]
    public void A_point_that_is_a_named_design_at_another_period_says_so()
    {
        PointCatalogue catalogue = Catalogue("name: a\nbase: mixpe-w4a8\nset: {clock_ns: 9}\nvary: {weights: [uint4, uint5]}");
        Assert.That(Grid(catalogue).Select(point => string.Join(' ', point.Named)), Is.EqualTo(["mixpe-w4a8", ""]));
        Assert.That(Grid(catalogue)[0].Systems, Is.EqualTo(["MixPE W4A8"]));
        Assert.That(Grid(catalogue)[0].Design.ClockNs, Is.EqualTo(9));
    }

    [Test]
    public void References_keep_their_fields_but_take_the_periods_of_the_space()
    {
        PointCatalogue catalogue = Catalogue(
            "name: a\nbase: mixpe-w4a8\nset: {rows: 4}\nvary: {clock_ns: [3, 4]}\nreferences: [w8a8]");
        DesignPoint[] references = [.. catalogue.References()];
        Assert.That(references.Select(point => point.Label), Is.EqualTo(["w8a8 clock_ns=3", "w8a8 clock_ns=4"]));
        Assert.That(references.Select(point => (point.Design.Rows, point.Design.ClockNs)), Is.EqualTo([(16, 3m), (16, 4m)]));
    }

    [Test]
    public void Names_and_descriptions_do_not_make_another_design()
    {
        Design design = DesignLoader.Load("mixpe-w4a8");
        Assert.That(
            DesignIdentity.Hash(design with { Name = "x", Description = "y", Systems = [] }),
            Is.EqualTo(DesignIdentity.Hash(design)));
    }

    // A field that the hash forgets would give one design the figures of another.
    [Test]
    public void Every_other_field_makes_another_design()
    {
        Design design = DesignLoader.Load("mixpe-w4a8");
        Design[] others =
        [
            design with { Weights = DesignLoader.Load("w2a8").Weights },
            design with { Activations = DesignLoader.Load("w4a4").Activations },
            design with { Group = 64 },
            design with { ZeroPoint = false },
            design with { ActivationScale = false },
            design with { Accumulator = MixPe.Model.Golden.AccumulatorKind.Fp32 },
            design with { Fused = true },
            design with { Output = DesignLoader.Load("mixpe-w4a8", ["out=bf16"]).Output },
            design with { Dataflow = Dataflow.WeightStationary },
            design with { Lanes = 4 },
            design with { Pipeline = 2 },
            design with { Rows = 8 },
            design with { Columns = 8 },
            design with { SharedColumns = 2 },
            design with { DequantUnits = 2 },
            design with { Tile = design.Tile with { XWords = 2 } },
            design with { Tile = design.Tile with { WWords = 2 } },
            design with { Tile = design.Tile with { YWords = 2 } },
            design with { Tile = design.Tile with { MaxK = 128 } },
            design with { Tile = design.Tile with { RowBlocks = 2 } },
            design with { Tile = design.Tile with { SizeBits = 10 } },
            design with { Architecture = Architecture.Booth },
            design with { Target = HardwareTarget.Fpga },
            design with { ClockNs = 3 },
            design with { Slices = 2 },
            design with { SliceBits = 8 },
            design with { HasRunTimeSlices = true },
            design with { HasWideGroups = true },
            design with { Scale = MixPe.Model.Formats.NumberFormats.E8M0 },
            design with { ActivationGroupScale = MixPe.Model.Formats.NumberFormats.E8M0 },
            design with { SuperGroup = 256 },
            design with { HasAddend = true },
            design with { HasTensorScale = true },
        ];
        Assert.That(others.Append(design).Select(DesignIdentity.Hash), Is.Unique);
        Assert.That(others, Has.Length.EqualTo(DesignFields.All.Count - 3), "a field a design");
    }

    private static PointCatalogue Catalogue(string text) => new(Spaces.Parse(text));

    private static IReadOnlyList<DesignPoint> Grid(PointCatalogue catalogue) =>
        Samplers.Create(catalogue).NextBatch(_ => null);
}
