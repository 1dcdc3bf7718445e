using MixPe.Flow.Synthesis;
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
        Assert.That(Records.At(Load(name), period)?.AreaUm2PerMac, Is.EqualTo(area));

    [Test]
    public void A_record_of_the_users_own_takes_the_place_of_what_there_is()
    {
        EdgeRecords own = Records.With(Load("mixpe-w4a8"), "own.json", One.Replace("3,", "4,", StringComparison.Ordinal));
        Assert.That(own.Of(Load("mixpe-w4a8")).Select(figure => (figure.Record, figure.AreaUm2PerMac)), Is.EqualTo([("own.json", 4), ("own.json", 2)]));
    }

    // An array is as fast as the slower of its PEs and its edges.
    [Test]
    public void A_design_is_quoted_at_a_period_that_its_array_meets()
    {
        HardwareRecords committed = HardwareRecords.Committed();
        HardwareRecords records = committed with { Edges = Records };
        Assert.That(records.QuotedPeriodNs(Load("mixpe-w4a8")), Is.EqualTo(15));
        Assert.That(records.QuotedPeriodNs(Load("w8a8")), Is.EqualTo(committed.Pes.QuotedPeriodNs(Load("w8a8"))), "no edges measured");
        Assert.That((committed with { Pes = PeRecords.Of([]) }).QuotedPeriodNs(Load("mixpe-w4a8")), Is.Null);
    }

    // The kind of edges leaves nothing out that their text or their work depends on.
    [TestCase("architecture=pair-sums")]
    [TestCase("architecture=behavioural")]
    [TestCase("row_blocks=2")]
    [TestCase("x_words=8")]
    [TestCase("w_words=16")]
    [TestCase("y_words=4")]
    [TestCase("size_bits=20")]
    [TestCase("clock_ns=9")]
    public void Designs_of_a_kind_have_the_same_edges(string field)
    {
        Design one = Load("mixpe-w4a8");
        Design other = DesignLoader.Load("mixpe-w4a8", [field]);
        Assert.That(EdgeKind.Of(other), Is.EqualTo(EdgeKind.Of(one)));
        Assert.That(Texts(other), Is.EqualTo(Texts(one)).And.Length.EqualTo(2));
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
