namespace MixPe.Generator.Templates;

/// <summary>A template that does not load or does not render; the message says where and why.</summary>
public sealed class TemplateException : Exception
{
    /// <summary>A fault in that template at that line.</summary>
    /// <param name="template">Template name.</param>
    /// <param name="line">Line in the template, from 1; 0 when the engine does not tell.</param>
    /// <param name="reason">What is wrong.</param>
    /// <param name="inner">The engine's own exception, if any.</param>
    public TemplateException(string template, int line, string reason, Exception? inner = null)
        : base(line > 0 ? $"{template}:{line}: {reason}" : $"{template}: {reason}", inner)
    {
        Template = template;
        Line = line;
    }

    /// <summary>Template name.</summary>
    public string Template { get; }

    /// <summary>Line in the template, from 1; 0 when the engine does not tell.</summary>
    public int Line { get; }
}
