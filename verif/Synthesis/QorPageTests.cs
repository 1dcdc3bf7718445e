using MixPe.Flow.Synthesis.Records;
using MixPe.Generator.Designs;
using MixPe.Verif.Designs;
using MixPe.Verif.Docs;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

/// <summary>Holds the tables of docs/qor.md to the records in bench/qor; MIXPE_WRITE_QOR=1 writes them.</summary>
public sealed class QorPageTests
{
    private const string RefreshVariable = "MIXPE_WRITE_QOR";
    private const string Begin = "<!-- tables: made by make qor -->\n";
    private const string End = "<!-- end -->";
    private const string BeginArrays = "<!-- arrays: made by make qor -->\n";
    private const string BeginDots = "<!-- dots: made by make qor -->\n";
    private const string EndDots = "<!-- end of dots -->";
    private const string BeginPublished = "<!-- published: made by make qor -->\n";
    private const string EndPublished = "<!-- end of published -->";
    private const string BeginEdges = "<!-- edges: made by make qor -->\n";
    private const string EndEdges = "<!-- end of edges -->";
    private const string EndArrays = "<!-- end of arrays -->";

    private static readonly string Page = Path.Combine(DesignFiles.Root, "docs", "qor.md");

    [Test]
    public void The_page_has_the_figures_of_the_records()
    {
        Hold(Begin, End, QorPage.Write(Records("pe")));
        Hold(BeginDots, EndDots, QorDots.Write(Records("pe"), Records("array")));
        Hold(BeginPublished, EndPublished, QorPublished.Write(Records("pe"), Records("array")));
        Hold(BeginArrays, EndArrays, QorArrays.Write(Records("array"), Records("pe").Values));
    }

    [Test]
    public void The_page_has_the_figures_of_edges() =>
        Hold(BeginEdges, EndEdges, QorEdges.Write(Records("edges").Keys, HardwareRecords.Committed()));

    // Beside INT8 with its own edges, of two ways to make its products the smaller one, and the one of less energy.
    [Test]
    public void Edges_count_on_both_sides()
    {
        static string Pe(int area, int energy) => $$"""
            {"library": "cells", "points": [{"clock_ns": null, "design": {"name": "x", "area_um2": {{area}}, "delay_ps": 5000, "energy_pj_per_mac": {{energy}}}, "baselines": []}]}
            """;
        static string Edge(int area, int energy) => $$"""
            {"library": "cells", "points": [{"clock_ns": null, "area_um2_per_mac": {{area}}, "delay_ps": 9000, "energy_pj_per_mac": {{energy}}}]}
            """;
        Design own = DesignLoader.Load("mixpe-w4a8"), heap = DesignLoader.Load("w8a8"), booth = DesignLoader.Load("w8a8-booth");
        string page = QorEdges.Write(
            ["mixpe-w4a8", "w2a8"],
            new HardwareRecords(
                PeRecords.Of([(own, "", Pe(80, 6)), (heap, "", Pe(240, 14)), (booth, "", Pe(160, 20))]),
                EdgeRecords.Of([(own, "", Edge(15, 2)), (heap, "", Edge(5, 6))])));
        Assert.That(page, Does.Contain("| `mixpe-w4a8` | 10 | 15 | 25 | 60 % | 6.00 | 2.00 | 8.00 | 9.00 | INT8 | 1.000 | 0.400 |"));
        Assert.That(page, Does.Contain("| `w2a8` | not measured |"));
    }

    private static Dictionary<string, string> Records(string unit) => Directory
        .EnumerateFiles(Path.Combine(DesignFiles.Root, "bench", "qor", "osu018", unit), "*.json")
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText, StringComparer.Ordinal);

    private static void Hold(string first, string last, string tables) =>
        HeldTable.Hold(Page, first, last, tables, RefreshVariable);

    [Test]
    public void An_arrays_shares_are_those_of_its_modules()
    {
        static string Record(string name, int area, int each) => $$"""
            {"points": [{"design": null}, {"design": {"area_um2": {{area}}, "area_um2_per_mac": {{each}}, "delay_ps": 2000, "checked": 7,
              "modules": [{"name": "{{name}}_pe", "times": 4, "area_um2": 100}, {"name": "{{name}}_group_dequant", "times": 2, "area_um2": 50},
                          {"name": "{{name}}_array", "times": 1, "area_um2": 500}]} }]}
            """;
        string page = QorArrays.Write(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = Record("a", 1000, 5), ["b"] = Record("b", 2000, 20) },
            [
                """{"points": [{"design": {"name": "fp16_fma", "area_um2": 25}, "baselines": [{"name": "FP16 FMA heap", "area_um2": 21}]}]}""",
                """{"points": [{"design": {"name": "x", "area_um2": 2}, "baselines": [{"name": "FP16 FMA booth", "area_um2": 20}, {"name": "INT8 heap", "area_um2": 3}]}]}""",
            ]);
        Assert.That(page, Does.Contain("| of an FMA's 20 µm² |"), "the smallest one");
        Assert.That(page, Does.Contain("| `a` | 0.00 | 5 | 0.250 | 2.00 | 40 % | 10 % | 50 % | 7 |"));
        Assert.That(page, Does.Contain("| `b` | 0.00 | 20 | 1.000 | 2.00 | 20 % | 5 % | 75 % | 7 |"));
    }

    [Test]
    public void A_fused_dot_product_is_compared_by_its_smallest_and_its_thriftiest_netlist()
    {
        static string Record(string rival, params (int Area, int Energy)[] points) => $$"""
            {"points": [{{string.Join(',', points.Select(point => $$"""
                {"design": {"name": "x", "area_um2_per_mac": {{point.Area}}, "energy_pj_per_mac": {{point.Energy}}},
                 "baselines": [{"name": "{{rival}}", "area_um2": {{2 * point.Area}}, "energy_pj_per_mac": 10},
                               {"name": "FP16 FMA behavioural", "area_um2": 1, "energy_pj_per_mac": 1}]}
                """))}}]}
            """;
        Dictionary<string, string> pes = new(StringComparer.Ordinal)
        {
            [QorDots.Fp16] = Record("FP16 FMA heap", (60, 9), (40, 8)),
            [$"{QorDots.Fp16}+pipeline=2"] = Record("FP16 FMA heap", (70, 5)),
            [QorDots.W4A16] = Record("FP16 FMA heap", (30, 4), (20, 6)),
            ["mixpe-w4a16"] = Record("FP16 FMA heap", (50, 1), (20, 2)),
            ["w4a8"] = """{"points": [{"design": {"name": "x", "area_um2_per_mac": 1}, "baselines": [{"name": "INT8 heap", "area_um2": 1}]}]}""",
        };
        string page = QorDots.Write(pes, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["mixpe-w4a16-aligned"] = """{"points": [{"design": {"area_um2_per_mac": 10}, "baselines": []}]}""",
        });
        Assert.That(page, Does.Contain("| `mixpe-w4a16` | 20 | 0.500 | 0.500 | 1.000 | 2.00 | 0.200 | 0.400 | 0.500 |"));
        Assert.That(page, Does.Contain("| `mixpe-w4a16-aligned`, whole array | 10 | 0.250 | 0.250 | 0.500 | – | – | – | – |"));
        Assert.That(page, Does.Not.Contain("w4a8"), "its rivals are integers");
        Assert.That(page, Does.Contain("of the fused FP16 dot-8's | ≤ 0.48 | 0.500 | **not reached** |"));
        Assert.That(page, Does.Contain("of the fused FP16 dot-8's | ≤ 0.27 | 0.250 | reached |"));
    }

    [Test]
    public void A_published_ratio_is_set_beside_that_to_the_rival_with_the_least_area_times_power()
    {
        const string Record = """
            {"points": [
              {"design": {"name": "x"}, "baselines": [{"name": "INT8 heap", "area_ratio": 0.8, "energy_ratio": 0.5}]},
              {"design": {"name": "x", "area_um2_per_mac": 5},
               "baselines": [{"name": "INT8 heap", "area_ratio": 0.5, "energy_ratio": 0.5}, {"name": "INT8 booth", "area_ratio": 0.8, "energy_ratio": 0.4},
                             {"name": "INT8 behavioural", "area_ratio": 1, "energy_ratio": 1}]}]}
            """;
        Dictionary<string, string> pes = new(StringComparer.Ordinal)
        {
            ["mixpe-w4a8"] = Record,
            [QorDots.Fp16] = """{"points": [{"design": {"name": "y", "area_um2_per_mac": 30}, "baselines": [{"name": "FP16 FMA heap", "area_um2": 60}]}]}""",
        };
        string page = QorPublished.Write(pes, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["mixpe-w4a16-aligned"] = """{"points": [{"design": {"area_um2_per_mac": 10}, "baselines": []}]}""",
        });
        Assert.That(page, Does.Contain("| W4A8 over INT8 | 2.29 | 3.13 | `mixpe-w4a8`, dot-8 | 0.800 | 0.400 | INT8 booth | 2.50 | 1.25 | – |"));
        Assert.That(page, Does.Contain("| W4A16 over FP16 | 4.82 | not measured | `mixpe-w4a16`, exact dot-8 |"));
        Assert.That(page, Does.Contain("| FIGNA | 4.0 | 6.0 | 3.0 |"));
    }

    [Test]
    public void A_goal_beside_the_best_rival_is_not_reached_by_a_weak_one()
    {
        const string Record = """
            {"points": [
              {"clock_ns": 1, "design": {"area_um2": 10, "nand2": 1, "area_um2_per_mac": 5, "delay_ps": 1, "energy_pj_per_mac": 1, "checked": 1},
               "baselines": [{"name": "INT8 heap", "area_ratio": 0.4, "energy_ratio": 0.5}, {"name": "INT8 booth", "area_ratio": 0.3, "energy_ratio": null},
                             {"name": "INT8 behavioural", "area_ratio": 0.9, "energy_ratio": 0.9}]},
              {"clock_ns": null, "design": {"area_um2": 10, "nand2": 1, "area_um2_per_mac": 5, "delay_ps": 1, "energy_pj_per_mac": 1, "checked": 1},
               "baselines": [{"name": "INT8 heap", "area_ratio": 0.2, "energy_ratio": 0.5}]}]}
            """;
        string page = QorPage.Write(new Dictionary<string, string>(StringComparer.Ordinal) { ["mixpe-w4a8"] = Record });
        Assert.That(page, Does.Contain("| `mixpe-w4a8` | 1.00 | 5 | 0.5 | 0.00 | 1.00 | 0.400, INT8 heap | 0.500, INT8 heap | 1 |"));
        Assert.That(page, Does.Contain("activations not shared | ≤ 0.38 | 0.200, INT8 heap | 0.400, INT8 heap | **not reached** |"));
        Assert.That(page, Does.Contain("W4A4 dot-8, area of INT8's | ≤ 0.33 | – | – | not measured |"));
    }
}
