using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Playwright;
using MixPe.Flow.Report;
using MixPe.Verif.Cli;
using MixPe.Verif.Report;
using NUnit.Framework;

namespace MixPe.Verif.Browser;

/// <summary>The page in a browser. At night: by day no browser is needed, and no 200 MB of its driver.</summary>
[TestFixture]
public sealed class ReportBrowserTests
{
    // What the fixture's points have: three of fourteen lack hardware, and so density.
    private const int All = 14;
    private const int Drawn = 11;

    private readonly ScratchFolder _scratch = new();
    private HeadlessBrowser _browser = null!;

    private string File => _scratch["report.html"];

    [OneTimeSetUp]
    public async Task WriteThePage()
    {
        ReportFolders.Explore(_scratch.Path);
        ReportDocuments.WriteAll(_scratch.Path);
        System.IO.File.WriteAllText(File, ReportPage.Write(ReportContent.Read(_scratch.Path), ChartLibrary.Read(ChartLibrary.Folder)));
        _browser = await HeadlessBrowser.StartAsync();
    }

    [OneTimeTearDown]
    public async Task RemoveThePage()
    {
        _scratch.Dispose();
        await _browser.DisposeAsync();
    }

    [Test]
    public async Task It_loads_without_a_complaint_or_a_request_and_draws_every_point_that_has_both_figures()
    {
        await using OpenPage open = await _browser.OpenAsync(File);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await MarksOf(open).CountAsync(), Is.EqualTo(Drawn));
            Assert.That(await VisibleRowsOf(open).CountAsync(), Is.EqualTo(All));
            Assert.That(await TextOf(open, "#count"), Does.StartWith("14 of 14 points shown").And.EndWith("3 without a figure on both axes, not drawn"));
        }

        // All fourteen have fidelity.
        await open.Page.SelectOptionAsync("#y", "weight_bits");
        Assert.That(await MarksOf(open).CountAsync(), Is.EqualTo(All));
        Assert.That(open.Complaints, Is.Empty);
        Assert.That(open.Requests, Is.EqualTo([new Uri(File).AbsoluteUri]));
    }

    [Test]
    public async Task Pictures_are_drawn_and_nothing_is_fetched_for_them()
    {
        using ScratchFolder scratch = new();
        System.IO.File.WriteAllText(
            scratch["pe.svg"],
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"20\"><title>a PE</title><image href=\"nowhere.png\"/></svg>");
        string file = scratch["report.html"];
        System.IO.File.WriteAllText(file, ReportPage.Write(ReportContent.Read(scratch.Path), ChartLibrary.Read(ChartLibrary.Folder)));
        await using OpenPage open = await _browser.OpenAsync(file);
        int width = await open.Page.EvalOnSelectorAsync<int>(".picture img", "async picture => (await picture.decode(), picture.naturalWidth)");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(width, Is.EqualTo(300));
            Assert.That(open.Complaints, Is.Empty);
            Assert.That(open.Requests.Where(request => !request.StartsWith("data:", StringComparison.Ordinal)), Is.EqualTo([new Uri(file).AbsoluteUri]));
        }
    }

    [Test]
    public async Task The_front_is_that_of_the_database()
    {
        await using OpenPage open = await _browser.OpenAsync(File);
        string[] front = [.. ReportContent.Read(_scratch.Path).Run!.Front.Select(result => result.Point.Label)];
        IReadOnlyList<string?> drawn = await open.Page.EvalOnSelectorAllAsync<string[]>(
            "#chart .points-front > *", "marks => marks.map(mark => mark.getAttribute('aria-label'))");
        IReadOnlyList<string> told = await open.Page.EvalOnSelectorAllAsync<string[]>(
            "#points tbody tr", "rows => rows.filter(row => row.cells[1].textContent === 'front').map(row => row.cells[0].textContent.replace(' (reference)', ''))");
        Assert.That(front, Is.Not.Empty);
        Assert.That(drawn, Is.EquivalentTo(front));
        Assert.That(told, Is.EquivalentTo(front));
    }

    [Test]
    public async Task Filters_leave_the_points_that_have_the_values_in_plot_and_table()
    {
        await using OpenPage open = await _browser.OpenAsync(File);
        await open.Page.SelectOptionAsync("#y", "weight_bits");
        await open.Page.UncheckAsync("[data-filter=weights] input[value=uint3]");
        Assert.That((await MarksOf(open).CountAsync(), await VisibleRowsOf(open).CountAsync()), Is.EqualTo((8, 8)));
        await open.Page.UncheckAsync("[data-filter=lanes] input[value='8']");
        Assert.That(await MarksOf(open).CountAsync(), Is.EqualTo(4), "three of four lanes, and the FMA of one");
        await open.Page.FillAsync("#text", "GROUP=32");
        Assert.That(await MarksOf(open).CountAsync(), Is.EqualTo(1));
        await open.Page.FillAsync("#text", "nothing has this");
        Assert.That((await MarksOf(open).CountAsync(), await VisibleRowsOf(open).CountAsync()), Is.EqualTo((0, 0)));
        await open.Page.ClickAsync("button[type=reset]");
        await open.Page.WaitForFunctionAsync($"document.querySelectorAll('#points tbody tr:not([hidden])').length === {All}");
        Assert.That(await MarksOf(open).CountAsync(), Is.EqualTo(Drawn));
        await open.Page.UncheckAsync("[data-filter=status] input[value=measured]");
        Assert.That(await VisibleRowsOf(open).CountAsync(), Is.EqualTo(3));
        Assert.That(open.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_field_of_many_numbers_is_filtered_by_its_ends()
    {
        using ScratchFolder scratch = new();
        ReportFolders.Explore(scratch.Path, """
            name: many
            base: mixpe-w4a8
            vary: {group: [8, 16, 24, 32, 40, 48, 56, 64, 72, 128]}
            """);
        string file = scratch["report.html"];
        System.IO.File.WriteAllText(file, ReportPage.Write(ReportContent.Read(scratch.Path), ChartLibrary.Read(ChartLibrary.Folder)));
        await using OpenPage open = await _browser.OpenAsync(file);
        await open.Page.SelectOptionAsync("#y", "weight_bits");
        Assert.That(await MarksOf(open).CountAsync(), Is.EqualTo(10));
        await open.Page.GetByLabel("from").FillAsync("9");
        Assert.That(await MarksOf(open).CountAsync(), Is.EqualTo(9));
        await open.Page.GetByLabel("to", new PageGetByLabelOptions { Exact = true }).FillAsync("64");
        Assert.That((await MarksOf(open).CountAsync(), await VisibleRowsOf(open).CountAsync()), Is.EqualTo((7, 7)));
        await open.Page.GetByLabel("from").FillAsync("");
        Assert.That(await MarksOf(open).CountAsync(), Is.EqualTo(8));
        Assert.That(open.Complaints, Is.Empty);
    }

    [Test]
    public async Task Hovering_a_point_shows_its_fields_and_figures()
    {
        await using OpenPage open = await _browser.OpenAsync(File);
        ILocator mark = open.Page.Locator("#chart [aria-label='weights=uint4 group=32 lanes=4']");
        LocatorBoundingBoxResult box = (await mark.BoundingBoxAsync())!;
        await open.Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await TextOf(open, "#chart .tip"), Does.Contain("weights=uint4 group=32 lanes=4").And.Contain("sqnr_db 24.32"));
            Assert.That(
                await TextOf(open, "#details"),
                Does.Contain("weights=uint4 group=32 lanes=4").And.Contain("lanes").And.Contain("area_um2").And.Contain("12,832"));
            Assert.That(await open.Page.Locator("#points tr.chosen").CountAsync(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_table_sorts_by_numbers_both_ways_and_by_words()
    {
        await using OpenPage open = await _browser.OpenAsync(File);
        Task<string[]> Column(int index) => open.Page.EvalOnSelectorAllAsync<string[]>(
            "#points tbody tr", $"rows => rows.map(row => row.cells[{index}].dataset.value ?? row.cells[{index}].textContent)");
        string[] heads = await open.Page.EvalOnSelectorAllAsync<string[]>("#points thead th", "heads => heads.map(head => head.textContent)");
        int area = Array.IndexOf(heads, "area_um2");
        ILocator button = open.Page.Locator("#points thead button").Nth(area);
        await button.ClickAsync();
        double[] up = [.. (await Column(area)).Take(Drawn).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
        Assert.That(up, Is.Ordered.Ascending);
        Assert.That((await Column(area)).Skip(Drawn), Is.All.EqualTo("–"), "what is missing is last");
        await button.ClickAsync();
        Assert.That(await button.Locator("..").GetAttributeAsync("aria-sort"), Is.EqualTo("descending"));
        Assert.That((await Column(area)).Take(Drawn).Select(text => double.Parse(text, CultureInfo.InvariantCulture)), Is.Ordered.Descending);
        Assert.That((await Column(area)).Skip(Drawn), Is.All.EqualTo("–"));
        await open.Page.Locator("#points thead button").First.ClickAsync();
        string[] labels = await Column(0);
        Assert.That(labels[0], Is.EqualTo("fp16-fma clock_ns=30 (reference)"));
        Assert.That(labels[^2..], Is.EqualTo(["weights=uint4 group=128 lanes=4", "weights=uint4 group=128 lanes=8"]), "128 after 32 and 64");
    }

    [Test]
    public async Task Tab_reaches_every_control_and_arrows_every_point()
    {
        await using OpenPage open = await _browser.OpenAsync(File);
        const string Controls = "input:not([disabled]), select, button:not([disabled]), summary, [tabindex='0']";
        int wanted = await open.Page.EvalOnSelectorAllAsync<int>(
            Controls, "all => { const shown = all.filter(one => one.checkVisibility()); shown.forEach((one, i) => { one.dataset.stop = i; }); return shown.length; }");
        HashSet<string> reached = [];
        for (int i = 0; i < wanted + 5; i++)
        {
            await open.Page.Keyboard.PressAsync("Tab");
            reached.Add(await open.Page.EvaluateAsync<string>("document.activeElement.dataset.stop ?? 'none'"));
        }

        Assert.That(reached.Where(stop => stop != "none"), Is.EquivalentTo(Enumerable.Range(0, wanted).Select(i => $"{i}")));
        await open.Page.FocusAsync("#chart");
        HashSet<string> labels = [];
        for (int i = 0; i < Drawn; i++)
        {
            await open.Page.Keyboard.PressAsync("ArrowRight");
            labels.Add(await TextOf(open, "#details h3"));
        }

        Assert.That(labels, Has.Count.EqualTo(Drawn));
        await open.Page.Keyboard.PressAsync("Enter");
        Assert.That(await open.Page.EvaluateAsync<bool>("document.activeElement.matches('#points tr.chosen')"));
        string[] unnamed = await open.Page.EvalOnSelectorAllAsync<string[]>(
            "input, select", "all => all.filter(one => one.labels.length === 0).map(one => one.outerHTML)");
        Assert.That(unnamed, Is.Empty, "every control has a label");
    }

    [TestCase(ColorScheme.Light)]
    [TestCase(ColorScheme.Dark)]
    public async Task All_text_is_readable_in_both_colour_schemes(ColorScheme scheme)
    {
        await using OpenPage open = await _browser.OpenAsync(File, scheme);
        await open.Page.EvalOnSelectorAllAsync("details", "all => all.forEach(one => { one.open = true; })");
        await open.Page.FocusAsync("#chart");
        await open.Page.Keyboard.PressAsync("Home");
        string[] pairs = await open.Page.EvaluateAsync<string[]>(ContrastScript);
        Assert.That(pairs, Has.Length.GreaterThan(100));
        Assert.That(pairs.Select(Contrast).Where(one => one.Ratio < one.Wanted).Select(one => one.Text), Is.Empty);
        bool isDark = await open.Page.EvaluateAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches");
        Assert.That(isDark, Is.EqualTo(scheme == ColorScheme.Dark));
    }

    [Test]
    public async Task The_exported_plot_is_a_file_of_its_own_with_every_point_in_light_colours()
    {
        await using OpenPage open = await _browser.OpenAsync(File, ColorScheme.Dark);
        await open.Page.FocusAsync("#chart");
        await open.Page.Keyboard.PressAsync("Home");
        IDownload download = await open.Page.RunAndWaitForDownloadAsync(() => open.Page.ClickAsync("#save"));
        Assert.That(download.SuggestedFilename, Is.EqualTo("sqnr_db-density.svg"));
        await download.SaveAsAsync(_scratch["plot.svg"]);
        XElement svg = XDocument.Load(_scratch["plot.svg"]).Root!;
        string text = System.IO.File.ReadAllText(_scratch["plot.svg"]);
        string[] labels = [.. svg.Descendants().Where(element => element.Parent?.Attribute("class")?.Value is "points-front" or "points-rest")
            .Select(element => element.Attribute("aria-label")!.Value)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(svg.Name, Is.EqualTo(XName.Get("svg", "http://www.w3.org/2000/svg")));
            Assert.That(labels, Has.Length.EqualTo(Drawn).And.Unique);
            Assert.That(text, Does.Not.Contain("var(--mark").And.Not.Contain("currentColor").And.Not.Contain("class=\"ring\""));
            Assert.That(text, Does.Contain("#1f5fbf").And.Contain("fill=\"#ffffff\"").And.Contain("more is better"));
        }
    }

    // Of both figures the largest is more than twenty times the smallest.
    [TestCase("sqnr_db", false)]
    [TestCase("sqnr_min_db", false)]
    [TestCase("density", true)]
    public async Task An_axis_of_a_wide_range_begins_as_a_logarithmic_one_but_not_of_decibels(string metric, bool expected)
    {
        using var scratch = new ScratchFolder();
        ReportFolders.Explore(scratch.Path);
        ReportFolders.Run(scratch.Path, """
            UPDATE figure SET value = 0.001 * value
            WHERE key IN (SELECT fidelity FROM point WHERE ordinal = 5 UNION SELECT hardware FROM point WHERE ordinal = 5)
            """);
        string file = scratch["wide.html"];
        System.IO.File.WriteAllText(file, ReportPage.Write(ReportContent.Read(scratch.Path), ChartLibrary.Read(ChartLibrary.Folder)));
        await using OpenPage open = await _browser.OpenAsync(file);
        await open.Page.SelectOptionAsync("#x", metric);
        Assert.That(await open.Page.IsEnabledAsync("#x-log"), Is.True);
        Assert.That(await open.Page.IsCheckedAsync("#x-log"), Is.EqualTo(expected));
        Assert.That(open.Complaints, Is.Empty);
    }

    [Test]
    public async Task Marks_can_tell_a_field_by_shape_and_colour()
    {
        await using OpenPage open = await _browser.OpenAsync(File);
        await open.Page.SelectOptionAsync("#marks", "group");
        string[] legend = await open.Page.EvalOnSelectorAllAsync<string[]>("#chart .legend text", "all => all.map(one => one.textContent)");
        Assert.That(legend, Is.EqualTo(["group 32", "group 64", "group 128", "on the front: filled"]));
        int shapes = await open.Page.EvalOnSelectorAllAsync<int>(
            "#chart .legend path", "all => new Set(all.map(one => one.getAttribute('d'))).size");
        Assert.That(shapes, Is.EqualTo(3));
        Assert.That(open.Complaints, Is.Empty);
    }

    [Test]
    public async Task Text_of_the_data_is_shown_and_not_run()
    {
        await using OpenPage open = await _browser.OpenAsync(File);
        Assert.That(await open.Page.Locator("img").CountAsync(), Is.Zero);
        Assert.That(await TextOf(open, "#points"), Does.Contain("</script><img src=x onerror=\"alert('1')\">"));
        Assert.That(open.Complaints, Is.Empty);
    }

    [Test]
    public async Task Without_scripts_the_tables_are_there()
    {
        await using OpenPage open = await _browser.OpenAsync(File, hasScripts: false);
        Assert.That(await VisibleRowsOf(open).CountAsync(), Is.EqualTo(All));
        Assert.That(await open.Page.Locator("noscript p").CountAsync(), Is.EqualTo(1));
    }

    private static ILocator MarksOf(OpenPage open) => open.Page.Locator("#chart .points-front > *, #chart .points-rest > *");

    private static ILocator VisibleRowsOf(OpenPage open) => open.Page.Locator("#points tbody tr:not([hidden])");

    private static async Task<string> TextOf(OpenPage open, string selector) => (await open.Page.TextContentAsync(selector))!;

    // Each element that has text of its own: its colour, the first background behind it, its size, and the text.
    private const string ContrastScript = """
        () => [...document.querySelectorAll("body *")]
          .filter(one => one.checkVisibility() && [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim() !== ""))
          .filter(one => !one.closest("script, style, noscript, title"))
          .map(one => {
            const style = getComputedStyle(one);
            const isSvg = one instanceof SVGElement;
            let back = one;
            while (back !== document.documentElement && /^rgba\(.*, 0\)$|^transparent$/.test(getComputedStyle(back).backgroundColor)) {
              back = back.parentElement;
            }
            return [isSvg ? style.fill : style.color, getComputedStyle(back).backgroundColor, one.textContent.trim().slice(0, 40)].join("|");
          })
        """;

    // WCAG 2: 4.5 to 1 for text.
    private static (double Ratio, double Wanted, string Text) Contrast(string pair)
    {
        string[] parts = pair.Split('|', 3);
        (double text, double back) = (Luminance(parts[0]), Luminance(parts[1]));
        return ((Math.Max(text, back) + 0.05) / (Math.Min(text, back) + 0.05), 4.5, pair);
    }

    private static double Luminance(string colour)
    {
        double[] parts = [.. Regex.Matches(colour, @"[\d.]+").Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture) / 255)];
        double[] linear = [.. parts.Take(3).Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))];
        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }
}
