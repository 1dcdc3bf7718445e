using System.Text;
using System.Text.RegularExpressions;

namespace MixPe.Generator.Rtl;

/// <summary>The last touch to generated SystemVerilog: layout only, never meaning.</summary>
internal static partial class SvText
{
    private const int LineWidth = 100;

    /// <summary>Breaks a concatenation at its commas where a line of 100 columns would overflow.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="column">Column at which it starts; continuation lines start one further.</param>
    /// <param name="behind">Columns that what follows takes on the last line.</param>
    internal static string Wrap(string expression, int column, int behind = 0)
    {
        if (column + expression.Length <= LineWidth - 8)
        {
            return expression;
        }

        StringBuilder text = new();
        int used = column;
        string[] parts = expression.Split(", ");
        for (int i = 0; i < parts.Length; i++)
        {
            string part = parts[i];
            if (text.Length > 0)
            {
                bool breaks = used + part.Length > LineWidth - 8
                    || (i == parts.Length - 1 && used + 2 + part.Length + behind > LineWidth);
                text.Append(breaks ? ",\n" + new string(' ', column + 1) : ", ");
                used = breaks ? column + 1 : used + 2;
            }

            text.Append(part);
            used += part.Length;
        }

        return text.ToString();
    }

    /// <summary>Tidies what the template engine cannot write: the space that keeps <c>{ {4{a}}</c> apart from a hole,
    /// runs of blank lines, and blanks at line ends.</summary>
    internal static string Tidy(string text)
    {
        string tidy = ReplicationSpace().Replace(text, "{$1{");
        tidy = ConcatenationSpace().Replace(tidy, "{");
        tidy = ClosingSpace().Replace(tidy, "$1}");
        tidy = LineEndBlanks().Replace(tidy, string.Empty);
        tidy = BlankLines().Replace(tidy, "\n\n");
        return CommentBlock().Replace(tidy, block => Reflow(block.Value, block.Groups["indent"].Value + block.Groups["mark"].Value));
    }

    // A name or a number in a hole may push a comment over the line's width.
    private static string Reflow(string block, string start)
    {
        string[] lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.All(line => line.Length <= LineWidth))
        {
            return block;
        }

        StringBuilder text = new();
        int used = LineWidth;
        foreach (string word in lines.SelectMany(line => line[start.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            bool breaks = used + 1 + word.Length > LineWidth;
            text.Append(breaks ? (text.Length > 0 ? "\n" : string.Empty) + start : string.Empty).Append(' ').Append(word);
            used = (breaks ? start.Length : used) + 1 + word.Length;
        }

        return text.Append('\n').ToString();
    }

    [GeneratedRegex(@"\{ (\d+)\{")]
    private static partial Regex ReplicationSpace();

    [GeneratedRegex(@"(?<=[(= ,&|^]|^)\{ (?=[\w{~])")]
    private static partial Regex ConcatenationSpace();

    [GeneratedRegex(@"(?<=\w[^\n]*)([\w\])}]) \}")]
    private static partial Regex ClosingSpace();

    [GeneratedRegex(@"[ \t]+$", RegexOptions.Multiline)]
    private static partial Regex LineEndBlanks();

    [GeneratedRegex(@"^(?<indent> *)(?<mark>///?) [^\n]*\n(?:\k<indent>\k<mark> [^\n]*\n)*", RegexOptions.Multiline)]
    private static partial Regex CommentBlock();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex BlankLines();
}
