using MixPe.Flow.Synthesis;
using MixPe.Flow.Synthesis.Energy;
using MixPe.Flow.Synthesis.Records;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

[Parallelizable(ParallelScope.All)]
public sealed class EdgeRecordsTests
{
    private const string One = """
        {"design": "mixpe_w4a8", "unit": "edges", "library": "cells", "points": [
          {"clock_ns": 12, "area_um2_per_mac": null, "delay_ps": null, "energy_pj_per_mac": null},
          {"clock_ns": 15, "area_um2_per_mac": 3, "delay_ps": 14000, "energy_pj_per_mac": 2},
          {"clock_ns": null, "area_um2_per_mac": 2, "delay_ps": 19000, "energy_pj_per_mac": 1}]}
        """;

    private static readonly EdgeRecords Records = EdgeRecords.Of([(Load("mixpe-w4a8"), "one.json", One)]);

    [TestCase("mixpe-w4a8", 13.9, null)]
    [TestCase("mixpe-w4a8", 14.0, 3.0)]
    [TestCase("mixpe-w4a8", 19.0, 2.0)]
    [TestCase("w8a8", 100.0, null)]
    [TestCase("fp16-fma", 1.0, 0.0)]
    public void The_figure_is_of_the_smallest_that_meets_the_period(string name, double period, double? area) =>
        Assert.That(Both(Records).EdgesAt(Load(name), period)?.AreaUm2PerMac, Is.EqualTo(area));

    [Test]
    public void A_record_of_the_users_own_takes_the_place_of_what_there_is()
    {
        EdgeRecords own = Records.With(Load("mixpe-w4a8"), "own.json", One.Replace("3,", "4,", StringComparison.Ordinal));
        Assert.That(own.Of(Load("mixpe-w4a8")).Select(figure => (figure.Record, figure.AreaUm2PerMac)), Is.EqualTo([("own.json", 4), ("own.json", 2)]));
    }

    [Test]
    public void Edges_of_another_library_than_the_PEs_do_not_count()
    {
        const string Pe = """
            {"library": "LIB", "points": [{"clock_ns": 9, "design": {"name": "x", "area_um2": 1, "delay_ps": 8000, "energy_pj_per_mac": 1}, "baselines": []}]}
            """;
        HardwareRecords Beside(string library) =>
            new(PeRecords.Of([(Load("mixpe-w4a8"), "", Pe.Replace("LIB", library, StringComparison.Ordinal))]), Records);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Beside("cells").EdgesAt(Load("mixpe-w4a8"), 20)?.AreaUm2PerMac, Is.EqualTo(2));
            Assert.That(Beside("cells").QuotedPeriodNs(Load("mixpe-w4a8")), Is.EqualTo(15));
            Assert.That(Beside("others").EdgesAt(Load("mixpe-w4a8"), 20), Is.Null);
            Assert.That(Beside("others").QuotedPeriodNs(Load("mixpe-w4a8")), Is.EqualTo(9));
        }
    }

    // An array is as fast as the slower of its PEs and its edges.
    [Test]
    public void A_design_is_quoted_at_a_period_that_its_array_meets()
    {
        HardwareRecords committed = HardwareRecords.Committed();
        HardwareRecords records = committed with
        {
            Edges = EdgeRecords.Of([(Load("mixpe-w4a8"), "one.json", One.Replace("cells", "osu018_stdcells", StringComparison.Ordinal))]),
        };
        Assert.That(records.QuotedPeriodNs(Load("mixpe-w4a8")), Is.EqualTo(15));
        Assert.That(records.QuotedPeriodNs(Load("w8a8")), Is.EqualTo(committed.Pes.QuotedPeriodNs(Load("w8a8"))), "no edges measured");
        Assert.That((committed with { Pes = PeRecords.Of([]) }).QuotedPeriodNs(Load("mixpe-w4a8")), Is.Null);
    }

    // The kind of edges leaves nothing out that their text or their work depends on.
    [TestCase("mixpe-w4a8", "architecture=pair-sums")]
    [TestCase("mixpe-w4a8", "architecture=behavioural")]
    [TestCase("mixpe-w4a8", "row_blocks=2")]
    [TestCase("mixpe-w4a8", "x_words=8")]
    [TestCase("mixpe-w4a8", "w_words=16")]
    [TestCase("mixpe-w4a8", "y_words=4")]
    [TestCase("mixpe-w4a8", "size_bits=20")]
    [TestCase("mixpe-w4a8", "clock_ns=9")]
    [TestCase("mixpe-w4a8-ws", "architecture=pair-sums")]
    [TestCase("mixpe-w4a8-ws", "architecture=lut")]
    [TestCase("gguf-q4-k", "architecture=booth")]
    [TestCase("dgq", "architecture=bricks")]
    public void Designs_of_a_kind_have_the_same_edges(string name, string field)
    {
        Design one = Load(name);
        Design other = DesignLoader.Load(name, [field]);
        Assert.That(EdgeKind.Of(other), Is.EqualTo(EdgeKind.Of(one)));
        Assert.That(Texts(other), Is.EqualTo(Texts(one)).And.Not.Empty);
        Assert.That(Operands(other), Is.EqualTo(Operands(one)));
    }

    [TestCase("rows=8")]
    [TestCase("columns=8")]
    [TestCase("lanes=4")]
    [TestCase("group=64")]
    [TestCase("out=bf16")]
    [TestCase("dequant_units=2")]
    [TestCase("zero_point=none")]
    [TestCase("fused=true")]
    [TestCase("pipeline=4")]
    public void Other_edges_are_of_another_kind(string field) =>
        Assert.That(EdgeKind.Of(DesignLoader.Load("mixpe-w4a8", [field])), Is.Not.EqualTo(EdgeKind.Of(Load("mixpe-w4a8"))));

    // What the units are driven with while their energy is measured.
    private static uint[][] Operands(Design design)
    {
        var bundle = BundleGenerator.Create().Generate(design);
        return [.. EdgeUnits.Of(design).Select(unit => UnitOperands.For(new SynthesisSubject(unit, bundle, unit))!.Stimulus.Inputs.ToArray())];
    }

    private static HardwareRecords Both(EdgeRecords edges) => new(PeRecords.Of([]), edges);

    private static string[] Texts(Design design)
    {
        var bundle = BundleGenerator.Create().Generate(design);
        return
        [
            .. EdgeUnits.Of(design).Select(unit => string.Join('\n', SubjectText.Of(new SynthesisSubject(unit, bundle, unit)).Select(file => file.Text))),
        ];
    }

    private static Design Load(string name) => NamedDesigns.Find(name)!.Load();
}
