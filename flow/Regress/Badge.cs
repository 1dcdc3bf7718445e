using System.Globalization;
using System.Net;
using System.Text.Json;
using MixPe.Generator.Bundles;
using MixPe.Model.Files;

namespace MixPe.Flow.Regress;

/// <summary>The badge of a run: an SVG for the README, and beside it the JSON that it is drawn from.</summary>
public static class Badge
{
    // A night without a proof or a mutant has shown less than it could.
    private const string Whole = "brightgreen";
    private const string Part = "yellowgreen";

    private const int Height = 20;
    private const int Padding = 6;

    // Verdana at 11 px, which a reader without it replaces: textLength holds the words to this width.
    private const double CharacterWidth = 6.4;

    /// <summary>What the badge of a run says.</summary>
    public static BadgeFigures Of(RunSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        bool hasCases = summary.Cases > 0;
        string cases = $"{Short(summary.Cases)} cases, {Short(summary.Failures)} mismatches";
        string proofs = summary.Proofs.Proved > 0 ? $", {Short(summary.Proofs.Proved)} proofs" : "";
        string score = summary.Mutation.Score is { } value
            ? string.Create(CultureInfo.InvariantCulture, $", mutation score {Math.Floor(value * 1000) / 10:0.0} %")
            : "";
        string failed = summary.Failed > 0 ? $", {summary.Failed} tasks failed" : "";
        return new BadgeFigures(
            1,
            "verification",
            hasCases ? cases + proofs + score + failed : $"no case was run{failed}",
            !summary.IsGood || !hasCases ? "red" : proofs.Length > 0 && score.Length > 0 ? Whole : Part,
            summary.Suite,
            summary.Started.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            summary.Commit,
            summary.Seconds,
            summary.Passed,
            summary.Failed,
            summary.NotRun,
            summary.Cases,
            summary.CasesPerSecond,
            summary.Failures,
            summary.Proofs,
            summary.Mutation.Score);
    }

    /// <summary>The JSON beside the SVG.</summary>
    public static string Json(BadgeFigures figures) => JsonSerializer.Serialize(figures, JsonStyle.Options) + "\n";

    /// <summary>Draws the SVG; the same figures give the same bytes.</summary>
    public static string Draw(BadgeFigures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        int left = Width(figures.Label);
        int right = Width(figures.Message);
        string fill = figures.Color switch
        {
            Whole => "#2e8540",
            Part => "#6b7a1e",
            _ => "#c02b2b",
        };
        string title = WebUtility.HtmlEncode($"{figures.Label}: {figures.Message} ({figures.Suite}, {figures.Date})");
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="{Height}" role="img" aria-label="{title}">
              <title>{title}</title>
              <rect width="{left + right}" height="{Height}" rx="3" fill="#4b5159"/>
              <path d="M{left} 0h{right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-{right - 3}z" fill="{fill}"/>
              <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
                <text x="{Padding}" y="14" textLength="{left - (2 * Padding)}">{WebUtility.HtmlEncode(figures.Label)}</text>
                <text x="{left + Padding}" y="14" textLength="{right - (2 * Padding)}">{WebUtility.HtmlEncode(figures.Message)}</text>
              </g>
            </svg>

            """);
    }

    /// <summary>Path of the JSON beside an SVG.</summary>
    public static string JsonPath(string path) => Path.ChangeExtension(path, ".json");

    /// <summary>Writes both files.</summary>
    /// <param name="path">The SVG.</param>
    /// <param name="summary">The run.</param>
    public static void Write(string path, RunSummary summary)
    {
        BadgeFigures figures = Of(summary);
        AtomicFile.WriteText(JsonPath(path), Json(figures));
        AtomicFile.WriteText(path, Draw(figures));
    }

    private static int Width(string text) => (int)Math.Ceiling(text.Length * CharacterWidth) + (2 * Padding);

    // 1,234,567 cases are 1.2 M: never rounded up.
    private static string Short(long value)
    {
        (double unit, string name) = value switch
        {
            >= 1_000_000_000 => (1e9, " G"),
            >= 1_000_000 => (1e6, " M"),
            >= 10_000 => (1e3, " k"),
            _ => (1, ""),
        };
        string format = name.Length == 0 ? "0" : "0.0";
        return (Math.Floor(value / unit * 10) / 10).ToString(format, CultureInfo.InvariantCulture) + name;
    }
}
