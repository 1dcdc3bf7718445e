namespace MixPe.Generator.Templates;

/// <summary>Counts SystemVerilog's own braces in the text between the tags of one template.</summary>
internal sealed class BraceBalance(string template)
{
    private int _lastOpenLine;

    /// <summary>Braces that are open here.</summary>
    public int Depth { get; set; }

    /// <summary>Adds a piece of text.</summary>
    /// <returns>The line where the next piece starts.</returns>
    /// <exception cref="TemplateException">A brace closes nothing.</exception>
    public int Add(ReadOnlySpan<char> text, int line)
    {
        foreach (var c in text)
        {
            if (c == '\n')
            {
                line++;
            }
            else if (c == '{')
            {
                Depth++;
                _lastOpenLine = line;
            }
            else if (c == '}' && --Depth < 0)
            {
                throw new TemplateException(template, line, "'}' closes nothing: is an opening '{' of a hole missing?");
            }
        }

        return line;
    }

    /// <summary>Ends the template.</summary>
    /// <exception cref="TemplateException">A brace is still open.</exception>
    public void End()
    {
        if (Depth > 0)
        {
            throw new TemplateException(template, _lastOpenLine, "'{' is never closed: is a '}' of a hole missing?");
        }
    }
}
