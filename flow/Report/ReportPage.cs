using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Templates;

namespace MixPe.Flow.Report;

/// <summary>A report as one HTML page that needs nothing else: its script, its style and the charting library are in it, and
/// its policy lets nothing else run or be fetched. The same content and library give the same bytes.</summary>
public static class ReportPage
{
    // From so many values on a field of numbers is filtered by its ends instead of one by one.
    private const int LeastOfRange = 9;

    // From so many letters on a text is broken into lines.
    private const int LeastOfLong = 40;

    // As many as there are marks that can be told apart.
    private const int MostMarks = 7;

    /// <summary>The page's text.</summary>
    /// <param name="content">What it tells.</param>
    /// <param name="library">What draws its plot.</param>
    public static string Write(ReportContent content, ChartLibrary library)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(library);
        string[] scripts = [.. Scripts(content, library).Select(ScriptText)];
        TemplateLibrary templates = new(new Dictionary<string, string>
        {
            ["page"] = PageResource.Text("page.html.hbs"),
            ["table"] = PageResource.Text("table.html.hbs"),
        });
        return templates.Render("page", HtmlModel.Escape(new Dictionary<string, object>
        {
            ["policy"] = Policy(scripts, content.Pictures.Count > 0),
            ["version"] = ToolVersion.Text,
            ["title"] = $"{content.Name}: mixpe report",
            ["subtitle"] = Subtitle(content),
            ["style"] = new RawHtml(PageResource.Text("report.css")),
            ["scripts"] = scripts.Select(script => new RawHtml(script)),
            ["run"] = content.Run is { Results.Count: > 0 } run ? Run(run) : false,
            ["pictures"] = content.Pictures.Select(picture =>
                new Dictionary<string, object> { ["title"] = picture.Title, ["address"] = picture.Address }),
            ["sections"] = Sections(content),
            ["footer"] = $"Made by mixpe {ToolVersion.Text}. Plots: Observable Plot and D3, under the ISC licence; their licences are in this file.",
        }));
    }

    // A page without a plot needs no charting library.
    private static IEnumerable<string> Scripts(ReportContent content, ChartLibrary library) =>
        content.Run is { Results.Count: > 0 }
            ? library.Scripts.Zip(library.Licences, (script, licence) => $"/*\n{licence.Replace("*/", "* /", StringComparison.Ordinal)}\n*/\n{script}")
                .Concat([PageResource.Text("front.js"), PageResource.Text("plot.js"), PageResource.Text("page.js"), PageResource.Text("sort.js")])
            : [PageResource.Text("sort.js")];

    // An HTML parser ends a script at the first of these, even within a string; its hash is of what the parser reads.
    private static string ScriptText(string script) => script.ReplaceLineEndings("\n")
        .Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase)
        .Replace("<!--", "<\\!--", StringComparison.Ordinal);

    // Pictures are in the page too: of images nothing else is let in.
    private static string Policy(IEnumerable<string> scripts, bool hasPictures) =>
        $"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; {(hasPictures ? "img-src data:; " : "")}script-src "
        + string.Join(' ', scripts.Select(script => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'"));

    /// <summary>What it has, in a line.</summary>
    public static string Subtitle(ReportContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        List<string> parts = [];
        if (content.Run is { } run)
        {
            parts.Add(Count(run.Results.Count, "point"));
            parts.AddRange(Enum.GetValues<MeasurementStatus>()
                .Select(status => (Word: RunSection.Word(status), Times: run.Results.Count(result => result.Status == status)))
                .Where(one => one.Times > 0)
                .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Times} {one.Word}")));
        }

        if (content.Documents.Count > 0)
        {
            parts.Add($"{Count(content.Documents.Count, "document")} of other commands");
        }

        if (content.Pictures.Count > 0)
        {
            parts.Add(Count(content.Pictures.Count, "picture"));
        }

        return string.Join(", ", parts);
    }

    private static string Count(int count, string word) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {word}{(count == 1 ? "" : "s")}");

    private static Dictionary<string, object> Run(RunSection run) => new()
    {
        ["xAxes"] = Axes(run, 0),
        ["yAxes"] = Axes(run, 1),
        ["marks"] = run.Varied.Where(field => PointFields.Values(run.Results, field).Count <= MostMarks).Select(field => field.Name),
        ["filters"] = run.Varied.Select(field => Filter(run, field)).Concat(Statuses(run)),
        ["data"] = new RawHtml(ChartData.Write(run)),
    };

    private static IEnumerable<object> Axes(RunSection run, int index) => run.Measured.Select(metric => new Dictionary<string, object>
    {
        ["name"] = metric.Name,
        ["title"] = $"{metric.Name}: {run.Title(metric)}",
        ["selected"] = run.Axes.ElementAtOrDefault(index) == metric,
    });

    private static Dictionary<string, object> Filter(RunSection run, DesignField field)
    {
        IReadOnlyList<string> values = PointFields.Values(run.Results, field);
        bool isRange = values.Count >= LeastOfRange && field.Kind is FieldKind.Integer or FieldKind.Number;
        return new Dictionary<string, object>
        {
            ["name"] = field.Name,
            ["range"] = isRange,
            ["least"] = values[0],
            ["most"] = values[^1],
            ["values"] = Values(values, value => run.Results.Count(result => PointFields.Text(result, field) == value)),
        };
    }

    // Offered where there is a choice.
    private static IEnumerable<Dictionary<string, object>> Statuses(RunSection run)
    {
        string[] statuses = [.. run.Results.Select(result => result.Status).Distinct().Order().Select(RunSection.Word)];
        if (statuses.Length > 1)
        {
            yield return new Dictionary<string, object>
            {
                ["name"] = "status",
                ["range"] = false,
                ["values"] = Values(statuses, word => run.Results.Count(result => RunSection.Word(result.Status) == word)),
            };
        }
    }

    private static object Values(IEnumerable<string> values, Func<string, int> count) => values.Select(value =>
        new Dictionary<string, object> { ["value"] = value, ["count"] = count(value) });

    private static IEnumerable<object> Sections(ReportContent content)
    {
        if (content.Run is { } run)
        {
            yield return Section("points-and-run", "Points", [run.Points()]);
            ReportTable[] told = [run.Description(), run.Refusals()];
            yield return Section("what-was-run", "What was run", [.. told.Where(table => table.Rows.Count > 0 || table.Note.Length > 0)]);
        }

        if (content.Documents.Count > 0)
        {
            yield return Section("results", "Designs", [DesignSummary.Of(content.Documents), .. content.Tables]);
        }
    }

    private static Dictionary<string, object> Section(string id, string title, IReadOnlyList<ReportTable> tables) => new Dictionary<string, object>
    {
        ["id"] = id,
        ["title"] = title,
        ["tables"] = tables.Select(Table),
    };

    private static object Table(ReportTable table) => new Dictionary<string, object>
    {
        ["id"] = table.Id,
        ["caption"] = table.Caption,
        ["note"] = table.Note,
        ["folded"] = table.IsFolded,
        ["columns"] = table.Columns.Select(column => new Dictionary<string, object> { ["name"] = column.Name, ["number"] = column.IsNumber }),
        ["meanings"] = table.Columns.Where(column => column.Meaning.Length > 0)
            .Select(column => new Dictionary<string, object> { ["name"] = column.Name, ["meaning"] = column.Meaning }),
        ["rows"] = table.Rows.Select(row => row.Zip(table.Columns, Cell)),
    };

    private static object Cell(ReportCell cell, ReportColumn column) => new Dictionary<string, object>
    {
        ["text"] = cell.Text,
        ["value"] = cell.Value,
        ["number"] = column.IsNumber,
        ["long"] = cell.Text.Length >= LeastOfLong,
        ["state"] = column.IsNumber ? "" : CellState.Of(cell.Text),
    };
}
