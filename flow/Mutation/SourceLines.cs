using System.Text.RegularExpressions;
using MixPe.Flow.Mutation.Netlists;
using MixPe.Generator.Bundles;

namespace MixPe.Flow.Mutation;

/// <summary>Finds the source line that a place comes from: Yosys names a whole block for a register, and a whole
/// instantiation for a connection.</summary>
/// <param name="sources">The unit's sources.</param>
public sealed class SourceLines(IReadOnlyList<BundleFile> sources)
{
    private readonly Dictionary<string, string[]> _lines =
        sources.ToDictionary(source => source.Path, source => source.Text.Split('\n'), StringComparer.Ordinal);

    /// <summary>File and line of a place.</summary>
    public (string File, int Line) Of(MutationSite site)
    {
        ArgumentNullException.ThrowIfNull(site);
        if (site.Cell is null)
        {
            return OfOutput(site);
        }

        SourceSpan span = site.Cell.Source;
        if (span.First >= span.Last || !_lines.TryGetValue(span.File, out string[]? lines))
        {
            return (span.File, span.First);
        }

        string wanted = site.Cell.IsPrimitive
            ? $@"\b{Regex.Escape(Target(site))}\b.*<?="
            : $@"\.{Regex.Escape(site.Port)}\b";
        int found = Enumerable.Range(span.First, span.Last - span.First + 1)
            .FirstOrDefault(line => Regex.IsMatch(lines[line - 1], wanted), span.First);
        return (span.File, found);
    }

    /// <summary>The text of a line, trimmed.</summary>
    public string Text(string file, int line) =>
        _lines.TryGetValue(file, out string[]? lines) && line >= 1 && line <= lines.Length
            ? lines[line - 1].Trim()
            : "";

    private static string Target(MutationSite site) =>
        site.Module.NameOf(site.Cell!.Outputs.Values.First()[0]).Split('[')[0];

    private (string File, int Line) OfOutput(MutationSite site)
    {
        string file = sources.First(source =>
            Regex.IsMatch(source.Text, $@"^module {Regex.Escape(site.Module.BaseName)}\b", RegexOptions.Multiline)).Path;
        string[] lines = _lines[file];
        string pattern = $@"^\s*(assign .*\b{Regex.Escape(site.Port)}\b.*=|\.{Regex.Escape(site.Port)}\b)";
        int line = Array.FindIndex(lines, text => Regex.IsMatch(text, pattern));
        return (file, line < 0 ? Array.FindIndex(lines, text => Regex.IsMatch(text, $@"^\s*output .*\b{Regex.Escape(site.Port)}\b")) + 1 : line + 1);
    }
}
