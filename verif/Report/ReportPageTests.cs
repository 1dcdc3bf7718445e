using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MixPe.Flow.Explore;
using MixPe.Flow.Report;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Report;

[TestFixture]
public sealed partial class ReportPageTests
{
    [Test]
    public void The_data_has_every_point_with_its_fields_and_figures()
    {
        using ScratchFolder scratch = new();
        IReadOnlyList<PointResult> results = ReportFolders.Explore(scratch.Path);
        JsonElement data = Data(Page(scratch));
        JsonElement[] points = [.. data.GetProperty("points").EnumerateArray()];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(points.Select(point => point.GetProperty("label").GetString()), Is.EqualTo(results.Select(result => result.Point.Label)));
            Assert.That(
                points.Select(point => point.GetProperty("status").GetString()),
                Is.EqualTo(results.Select(result => result.Status.ToString().ToLowerInvariant())));
            Assert.That(data.GetProperty("axes").EnumerateArray().Select(axis => axis.GetString()), Is.EqualTo(["sqnr_db", "density"]));
            Assert.That(
                data.GetProperty("metrics").EnumerateArray().Select(metric => metric.GetProperty("name").GetString()),
                Is.EqualTo(["weight_bits", "sqnr_db", "sqnr_min_db", "area_um2", "energy_per_mac_pj", "density"]), "measured ones, no others");
            JsonElement fma = points.Single(point => point.GetProperty("label").GetString() == "fp16-fma clock_ns=30");
            Assert.That(fma.GetProperty("figures").GetProperty("density").GetDouble(), Is.EqualTo(1), "a multiple of FP16's");
            Assert.That(fma.GetProperty("figures").TryGetProperty("sqnr_min_db", out _), Is.False, "it is infinite");
            JsonElement uint4 = points.Single(point => point.GetProperty("label").GetString() == "weights=uint4 group=32 lanes=4");
            Assert.That(uint4.GetProperty("fields").GetProperty("group").GetString(), Is.EqualTo("32"));
            Assert.That(uint4.GetProperty("figures").GetProperty("area_um2").GetDouble(), Is.EqualTo(12832));
            JsonElement missed = points.Single(point => point.GetProperty("status").GetString() == "missed");
            Assert.That(missed.GetProperty("figures").EnumerateObject().Select(figure => figure.Name), Is.EqualTo(["weight_bits", "sqnr_db", "sqnr_min_db"]));
        }
    }

    [Test]
    public void The_tables_have_every_point_the_run_and_every_document()
    {
        using ScratchFolder scratch = new();
        ReportFolders.Explore(scratch.Path);
        ReportDocuments.WriteAll(scratch.Path);
        string page = Page(scratch);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Rows(page, "points"), Is.EqualTo(14));
            Assert.That(Table(page, "points"), Does.Contain("it takes 31.5 ns").And.Contain("InvalidOperationException: out of order")
                .And.Contain(">∞<").And.Contain("data-value=\"Infinity\"").And.Contain("w8a8"));
            Assert.That(Table(page, "run"), Does.Contain("tools of a test").And.Contain("2026-01-02 03:04:05 UTC").And.Contain("grid, every combination"));
            Assert.That(Rows(page, "synthesis"), Is.EqualTo((3 * 6) + (3 * 2)), "three periods, a design and five baselines, and two units at the edges");
            Assert.That(Table(page, "synthesis"), Does.Contain(">56017<").And.Contain(">no limit<").And.Contain(">0.567<"));
            Assert.That(Table(page, "fpga"), Does.Contain(">71.5<").And.Contain(">0.500<"));
            Assert.That(Table(page, "verification"), Does.Contain(">failed<").And.Contain(">66 770<").And.Contain(">75.00<"));
            Assert.That(Rows(page, "checks"), Is.EqualTo(2));
            Assert.That(Table(page, "mutation"), Does.Contain(">99.49<"));
            Assert.That(Table(page, "survivors"), Does.Contain("+ becomes -"));
            Assert.That(Rows(page, "proofs"), Is.EqualTo(2));
            Assert.That(Table(page, "designs"), Does.Contain("failed, level full").And.Contain("1 proved, 1 bounded").And.Contain("pe in ice40"));
            Assert.That(CaptionPattern().Count(page), Is.EqualTo(TablePattern().Count(page)), "every table has a caption");
        }
    }

    [Test]
    public void Text_of_the_data_never_becomes_an_element_or_ends_a_script()
    {
        using ScratchFolder scratch = new();
        ReportFolders.Explore(scratch.Path);
        ReportDocuments.WriteAll(scratch.Path);
        ReportFolders.Run(scratch.Path, $"UPDATE point SET label = label || '{ReportFolders.Hostile.Replace("'", "''", StringComparison.Ordinal)}'");
        ReportFolders.Run(scratch.Path, $"UPDATE run SET value = '{ReportFolders.Hostile.Replace("'", "''", StringComparison.Ordinal)}' WHERE field = 'space'");
        string page = Page(scratch);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(page, Does.Not.Contain("<img").And.Not.Contain("\u0001").And.Not.Contain("<!-- "));
            Assert.That(page, Does.Contain("&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp;"));
            Assert.That(Data(page).GetProperty("points")[0].GetProperty("label").GetString(), Does.EndWith(ReportFolders.Hostile));
            Assert.That(page.Split("</script>"), Has.Length.EqualTo(page.Split("<script").Length), "every script ends once");
        }
    }

    [Test]
    public void Nothing_is_fetched_and_only_the_pages_own_scripts_run()
    {
        using ScratchFolder scratch = new();
        ReportFolders.Explore(scratch.Path);
        string page = Page(scratch);
        string policy = PolicyPattern().Match(page).Groups["policy"].Value.Replace("&#39;", "'", StringComparison.Ordinal);
        IEnumerable<string> hashes = ScriptPattern().Matches(page)
            .Select(script => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script.Groups["text"].Value)))}'");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(policy, Does.StartWith("default-src 'none';"));
            Assert.That(policy.Split("script-src ")[1].Split(' '), Is.EqualTo(hashes));
            Assert.That(page, Does.Not.Match(@"<(link|img|iframe|script)[^>]*\b(src|href)="));
            Assert.That(page, Does.Contain("d3 may be copied * /").And.Contain("plot may be copied * /"), "licences are carried");
        }
    }

    [Test]
    public void Pictures_are_images_within_the_page_with_their_titles()
    {
        using ScratchFolder scratch = new();
        const string Picture = "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>PE &lt;1&gt;</title><script>alert(1)</script></svg>";
        File.WriteAllText(scratch["pe.svg"], Picture);
        File.WriteAllText(scratch[ExploreFiles.Chart], "what explore draws");
        string page = Page(scratch);
        string policy = PolicyPattern().Match(page).Groups["policy"].Value;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Regex.Count(page, "<img "), Is.EqualTo(1));
            Assert.That(page, Does.Contain($"<img src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(Picture))}\""));
            Assert.That(page, Does.Contain("<figcaption>PE &lt;1&gt;</figcaption>").And.Not.Contain("alert(1)"));
            Assert.That(policy, Does.Contain("img-src data:;"));
            Assert.That(ReportPage.Subtitle(ReportContent.Read(scratch.Path)), Is.EqualTo("1 picture"));
        }
    }

    [Test]
    public void An_estimate_has_a_table_and_a_roofline_with_its_layers_below()
    {
        using ScratchFolder scratch = new();
        string[] command = ["estimate", "mixpe-w4a8", "--model", "llama-2-7b", "--phase", "decode", "--batch", "8", "--json"];
        File.WriteAllText(scratch["estimate.json"], CommandLine.Run(command).Output);
        string page = Page(scratch);
        string picture = ReportContent.Read(scratch.Path).Pictures.Single().Svg;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Rows(page, "estimates"), Is.EqualTo(8), "kinds of layers");
            Assert.That(Table(page, "estimates"), Does.Contain(">[8, 4096, 4096]<").And.Contain(">132 177<").And.Contain(">49.58<"));
            Assert.That(picture, Does.Contain("the array, 98.3 GMAC/s").And.Contain("lm_head"));
            Assert.That(RoofPattern().Match(picture).Groups["points"].Value.Split(' '), Has.Length.EqualTo(3));
        }

        // Lower is larger: no layer is above a roof.
        double[][] roof = [.. RoofPattern().Match(picture).Groups["points"].Value.Split(' ').Select(Numbers)];
        foreach (Match layer in LayerPattern().Matches(picture))
        {
            double[] at = Numbers($"{layer.Groups["x"].Value},{layer.Groups["y"].Value}");
            double left = Math.Max(roof[1][1], roof[0][1] + ((at[0] - roof[0][0]) * (roof[1][1] - roof[0][1]) / (roof[1][0] - roof[0][0])));
            Assert.That(at[1], Is.GreaterThanOrEqualTo(left - 0.2));
        }

        static double[] Numbers(string pair) =>
            [.. pair.Split(',').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture))];
    }

    private static string Page(ScratchFolder scratch) =>
        ReportPage.Write(ReportContent.Read(scratch.Path), ChartLibrary.Read(ReportFolders.FakeCharts(scratch)));

    private static JsonElement Data(string page) =>
        JsonDocument.Parse(Regex.Match(page, """<script type="application/json" id="data">(.*?)</script>""").Groups[1].Value).RootElement;

    private static string Table(string page, string id) => Regex.Match(page, $"<table id=\"{id}\">.*?</table>", RegexOptions.Singleline).Value;

    private static int Rows(string page, string id) => Regex.Count(Table(page, id), "<tr>") - 1;

    [GeneratedRegex("class=\"roof\" points=\"(?<points>[^\"]*)\"")]
    private static partial Regex RoofPattern();

    [GeneratedRegex("class=\"layer\" cx=\"(?<x>[^\"]*)\" cy=\"(?<y>[^\"]*)\"")]
    private static partial Regex LayerPattern();

    [GeneratedRegex("<table ")]
    private static partial Regex TablePattern();

    [GeneratedRegex("<caption ")]
    private static partial Regex CaptionPattern();

    [GeneratedRegex("Content-Security-Policy\" content=\"(?<policy>[^\"]*)\"")]
    private static partial Regex PolicyPattern();

    [GeneratedRegex("<script>(?<text>.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex ScriptPattern();
}
