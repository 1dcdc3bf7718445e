using MixPe.Flow.Gemm;
using MixPe.Flow.Synthesis.Records;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Verif.Cli;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

[Parallelizable(ParallelScope.All)]
public sealed class PeRecordsTests
{
    private const string One = """
        {"design": "mixpe_w4a8", "unit": "pe", "library": "cells", "points": [
          {"clock_ns": 4, "design": {"name": "mixpe_w4a8", "area_um2": 30, "delay_ps": 3500, "energy_pj_per_mac": 2},
           "baselines": [{"name": "INT8 heap", "area_um2": null, "delay_ps": null, "energy_pj_per_mac": null}]},
          {"clock_ns": 5, "design": {"name": "mixpe_w4a8", "area_um2": 20, "delay_ps": 4500, "energy_pj_per_mac": 1.5},
           "baselines": [{"name": "INT8 heap", "area_um2": 50, "delay_ps": 4800, "energy_pj_per_mac": 3}]},
          {"clock_ns": null, "design": {"name": "mixpe_w4a8", "area_um2": 20, "delay_ps": 4500, "energy_pj_per_mac": 1.4},
           "baselines": [{"name": "INT8 heap", "area_um2": 40, "delay_ps": 9000, "energy_pj_per_mac": null}]}]}
        """;

    private static readonly PeRecords Records = PeRecords.Of([(Load("mixpe-w4a8"), "one.json", One)]);

    // The smallest netlist that is fast enough; of two as small the one that takes less.
    [TestCase("mixpe-w4a8", 3.4, null, null)]
    [TestCase("mixpe-w4a8", 4.0, 30.0, 2.0)]
    [TestCase("mixpe-w4a8", 4.5, 20.0, 1.4)]
    [TestCase("w8a8", 4.7, null, null)]
    [TestCase("w8a8", 5.0, 50.0, 3.0)]
    [TestCase("w8a8", 10.0, 40.0, null)]
    [TestCase("mixpe-w4a16", 100.0, null, null)]
    public void The_figure_is_of_the_smallest_netlist_that_meets_the_period(string name, double period, double? area, double? energy)
    {
        PeFigure? figure = Records.At(Load(name), period);
        Assert.That((figure?.AreaUm2, figure?.EnergyPj), Is.EqualTo((area, energy)));
    }

    [Test]
    public void Figures_are_quoted_at_the_longest_limit()
    {
        Assert.That(Records.QuotedPeriodNs(Load("mixpe-w4a8")), Is.EqualTo(5));
        Assert.That(Records.QuotedPeriodNs(Load("mixpe-w4a16")), Is.Null);
        Assert.That(Records.QuotedPeriodNs(Load("w8a8")), Is.EqualTo(5), "a baseline alone");
    }

    [Test]
    public void A_record_of_the_users_own_takes_the_place_of_what_there_is()
    {
        using ScratchFolder scratch = new();
        File.WriteAllText(scratch["r.json"], One.Replace("20", "10", StringComparison.Ordinal));
        HardwareRecords all = new(Records, EdgeRecords.Of([]));
        PeRecords own = all.With(scratch["r.json"], [Load("w8a8"), Load("mixpe-w4a8")]).Pes;
        Assert.That(own.At(Load("mixpe-w4a8"), 5)!.AreaUm2, Is.EqualTo(10));
        Assert.That(own.Of(Load("mixpe-w4a8")), Has.Count.EqualTo(3));
        Assert.That(
            () => all.With(scratch["r.json"], [Load("w8a8")]),
            Throws.TypeOf<InputException>().With.Message.Contains("it is of pe of mixpe_w4a8"));
        File.WriteAllText(scratch["r.json"], "{}");
        Assert.That(
            () => all.With(scratch["r.json"], [Load("w8a8")]),
            Throws.TypeOf<InputException>().With.Message.Contains("what mixpe synth --json writes is wanted"));
    }

    // What docs/qor.md says of them.
    [Test]
    public void The_committed_records_come_with_the_tool()
    {
        PeRecords records = HardwareRecords.Committed().Pes;
        const string File = "bench/qor/osu018/pe/mixpe-w4a8.json";
        string text = System.IO.File.ReadAllText(Path.Combine(DesignFiles.Root, File));
        PeRecords read = PeRecords.Of([(Load("mixpe-w4a8"), File, text)]);
        Assert.That(records.Of(Load("mixpe-w4a8")), Is.EqualTo(read.Of(Load("mixpe-w4a8"))).And.Not.Empty);
        Assert.That(records.QuotedPeriodNs(Load("w8a8")), Is.InRange(4, 8), "its own record's, not that of a floating-point PE's baseline");
    }

    // The kind of a PE leaves nothing out that its text depends on.
    [TestCase("out=bf16")]
    [TestCase("fused=true")]
    [TestCase("activation_scale=none")]
    [TestCase("rows=8")]
    [TestCase("columns=32")]
    [TestCase("dequant_units=4")]
    [TestCase("max_k=20000")]
    [TestCase("row_blocks=2")]
    [TestCase("w_words=16")]
    [TestCase("clock_ns=9")]
    public void Designs_of_a_kind_have_the_same_pe(string field)
    {
        Design one = Load("mixpe-w4a8");
        Design other = DesignLoader.Load("mixpe-w4a8", [field]);
        Assert.That(PeKind.Of(other), Is.EqualTo(PeKind.Of(one)));
        Assert.That(PeText(other), Is.EqualTo(PeText(one)));
    }

    private static string PeText(Design design)
    {
        var bundle = BundleGenerator.Create().Generate(design);
        return string.Join('\n', bundle.Sources
            .Where(file => file.Path.EndsWith("_pe.sv", StringComparison.Ordinal) || file.Path.EndsWith("_mac.sv", StringComparison.Ordinal))
            .SelectMany(file => file.Text.Split('\n'))
            .Where(line => !line.StartsWith("//", StringComparison.Ordinal)));
    }

    private static Design Load(string name) => NamedDesigns.Find(name)!.Load();
}
