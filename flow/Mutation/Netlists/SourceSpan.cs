using System.Globalization;

namespace MixPe.Flow.Mutation.Netlists;

/// <summary>A stretch of lines of a source file.</summary>
/// <param name="File">Path in the bundle; empty if Yosys gave none.</param>
/// <param name="First">First line, from 1.</param>
/// <param name="Last">Last line.</param>
public sealed record SourceSpan(string File, int First, int Last)
{
    /// <summary>Nowhere.</summary>
    public static SourceSpan None { get; } = new("", 0, 0);

    /// <summary>Reads Yosys' form, "file:line.column-line.column"; of several joined by "|" the first.</summary>
    public static SourceSpan Parse(string? text)
    {
        string first = (text ?? "").Split('|')[0];
        int colon = first.LastIndexOf(':');
        if (colon < 0)
        {
            return None;
        }

        string[] ends = first[(colon + 1)..].Split('-');
        return new SourceSpan(first[..colon], Line(ends[0]), Line(ends[^1]));
    }

    private static int Line(string end) => int.Parse(end.Split('.')[0], CultureInfo.InvariantCulture);
}
