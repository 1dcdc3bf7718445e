using MixPe.Flow.Gemm;
using MixPe.Flow.Synthesis;
using MixPe.Flow.Synthesis.Mapping;
using MixPe.Flow.Synthesis.Recipes;
using MixPe.Flow.Synthesis.Records;
using MixPe.Flow.Synthesis.Timing;
using MixPe.Generator.Designs;
using MixPe.Verif.Cli;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

/// <summary>What counts as worse than kept figures.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FigureRecordTests
{
    private const string Kept = """
        {
          "design": "one", "unit": "pe", "tools": "these",
          "points": [
            { "clock_ns": 4, "design": { "area_um2": 1000, "energy_pj_per_mac": 2 } },
            { "clock_ns": null, "design": { "area_um2": 800, "energy_pj_per_mac": null } }
          ]
        }
        """;

    [TestCase(1010, 2.02, 808, "")]
    [TestCase(900, 1, 700, "")]
    [TestCase(1011, 2.02, 808, "at 4 ns: area 1011 µm², was 1000")]
    [TestCase(1010, 2.03, 808, "at 4 ns: energy 2.030 pJ a MAC, was 2.000")]
    [TestCase(1010, 2.02, 809, "without a limit: area 809 µm², was 800")]
    [TestCase(0, 2.02, 808, "at 4 ns: area  µm², was 1000", Description = "0 stands for no netlist")]
    public void One_percent_more_is_worse(double area, double energy, double relaxed, string worse)
    {
        FigureRecord record = Read(Kept);
        Assert.That(record.Tools, Is.EqualTo("these"));
        Assert.That(record.PeriodsNs, Is.EqualTo(new[] { 4, double.PositiveInfinity }));
        SynthesisReport report = Report([(4, area, energy), (double.PositiveInfinity, relaxed, 100)]);
        Assert.That(string.Join('\n', record.WorseIn(report)), Is.EqualTo(worse));
    }

    // Two units, whose sum counts: of 4 columns the activation sum serves 32 products a cycle, the dequantization unit of 16 rows 128.
    [TestCase(3200, 25600, "")]
    [TestCase(3264, 25600, "")]
    [TestCase(3200, 26240, "at 4 ns: area 305.0 µm², was 300.0")]
    [TestCase(3360, 25600, "at 4 ns: area 305.0 µm², was 300.0")]
    public void Edges_are_compared_as_a_whole(double sum, double foot, string worse)
    {
        FigureRecord record = Read("""
            {
              "design": "one", "unit": "edges", "tools": "these",
              "points": [{ "clock_ns": 4, "area_um2_per_mac": 300, "energy_pj_per_mac": 4 }]
            }
            """);
        var bundle = new RtlBench().Generate(DesignLoader.Load("mixpe-w4a8", ["columns=4"]));
        SynthesisFigure[] figures =
        [
            Figure(new SynthesisSubject("act_sum", bundle, "act_sum"), sum, 2), Figure(new SynthesisSubject("group_dequant", bundle, "group_dequant"), foot, 2),
        ];
        SynthesisReport report = new(
            figures[0].Subject, TargetLibrary.Load(TargetLibrary.Osu018), "these", [], [new SynthesisPoint(4, figures[0], figures[1..])]);
        Assert.That(string.Join('\n', record.WorseIn(report)), Is.EqualTo(worse));
    }

    [Test]
    public void A_longer_period_leaks_more()
    {
        EnergyFigure twice = new EnergyFigure(10, 2, 3, 1).Over(3);
        Assert.That(twice, Is.EqualTo(new EnergyFigure(12, 2, 3, 3)));
    }

    [TestCase("{}")]
    [TestCase("no JSON")]
    [TestCase("""{ "design": "one", "unit": "pe", "tools": "these", "points": [{ "clock_ns": 4 }] }""")]
    public void What_is_no_record_is_refused(string text) =>
        Assert.That(() => Read(text), Throws.TypeOf<InputException>().With.Message.Contains("--against"));

    private static SynthesisReport Report(IEnumerable<(double Period, double Area, double Energy)> points)
    {
        SynthesisSubject subject = new("one", new RtlBench().Generate(DesignLoader.Load("mixpe-w4a8", [])), "pe");
        return new SynthesisReport(
            subject, TargetLibrary.Load(TargetLibrary.Osu018), "these", [],
            [.. points.Select(point => new SynthesisPoint(point.Period, Figure(subject, point.Area, point.Energy), []))]);
    }

    private static SynthesisFigure Figure(SynthesisSubject subject, double area, double energy) => new(
        subject,
        area == 0
            ? null
            : new Candidate(
                new Recipe(AdderStyle.All[0], AbcScript.All[0], Recipe.Fastest), area, new TimingPath(3, "a", "b", []),
                new MappedNetlist("top", "", "")),
        1)
    {
        Energy = new EnergyFigure(energy * 1e-12, 0, 0, 0),
    };

    private static FigureRecord Read(string text)
    {
        using ScratchFolder folder = new();
        File.WriteAllText(folder["kept.json"], text);
        return FigureRecord.Read(folder["kept.json"]);
    }
}
