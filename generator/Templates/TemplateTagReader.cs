namespace MixPe.Generator.Templates;

/// <summary>Splits a template's text into its tags.</summary>
internal static class TemplateTagReader
{
    private const string CommentOpen = "{{!--";
    private const string CommentClose = "--}}";

    /// <summary>Every tag in order; comments have the content <c>!--</c>.</summary>
    /// <exception cref="TemplateException">A <c>{{</c> is not the start of one well-formed tag.</exception>
    public static IEnumerable<TemplateTag> Read(string name, string text)
    {
        var line = 1;
        var counted = 0;
        for (var at = Next(text, 0); at >= 0;)
        {
            line += text.AsSpan(counted, at - counted).Count('\n');
            counted = at;
            var tag = text.AsSpan(at).StartsWith(CommentOpen, StringComparison.Ordinal)
                ? Comment(name, text, at, line)
                : Hole(name, text, at, line);
            yield return tag;
            at = Next(text, tag.End);
        }
    }

    private static int Next(string text, int from) => text.IndexOf("{{", from, StringComparison.Ordinal);

    private static TemplateTag Comment(string name, string text, int at, int line)
    {
        var close = text.IndexOf(CommentClose, at + CommentOpen.Length, StringComparison.Ordinal);
        if (close < 0)
        {
            throw new TemplateException(name, line, "the comment '{{!--' is never closed by '--}}'");
        }

        return new TemplateTag(at, close + CommentClose.Length, line, "!--");
    }

    private static TemplateTag Hole(string name, string text, int at, int line)
    {
        if (at > 0 && text[at - 1] == '\\')
        {
            throw new TemplateException(name, line, "'\\{{' is not used here: write '{ {' for SystemVerilog braces");
        }

        var stop = text.AsSpan(at + 2).IndexOfAny("{}\n");
        var close = at + 2 + stop;
        if (stop < 0 || !text.AsSpan(close).StartsWith("}}", StringComparison.Ordinal))
        {
            throw new TemplateException(
                name,
                line,
                $"'{Line(text, at)}' opens no hole and no block: write '{{ {{' for SystemVerilog braces");
        }

        if (close + 2 < text.Length && text[close + 2] == '}')
        {
            throw new TemplateException(name, line, "'}}}' is ambiguous: write '}} }'");
        }

        var content = text[(at + 2)..close].Trim('~').Trim();
        return new TemplateTag(at, close + 2, line, content);
    }

    private static string Line(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return (end < 0 ? text[at..] : text[at..end]).TrimEnd();
    }
}
