namespace MixPe.Generator.Designs;

/// <summary>One thing that is wrong with a design.</summary>
/// <param name="File">The file, or <c>--set</c> for an override.</param>
/// <param name="Line">Line from 1; 0 where there is none (an override, a file that cannot be read).</param>
/// <param name="Field">Field name, or <c>-</c> for the file itself.</param>
/// <param name="Value">The value as written, cut when long.</param>
/// <param name="Rule">The rule that it breaks, with the rule's id in brackets.</param>
public sealed record DesignFault(string File, int Line, string Field, string Value, string Rule)
{
    private const int MaximumValueLength = 80;

    /// <summary>A fault against a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="file">The file, or <c>--set</c>.</param>
    /// <param name="line">Line from 1, or 0.</param>
    /// <param name="field">Field name, or <c>-</c>.</param>
    /// <param name="value">The value as written.</param>
    /// <param name="hint">More about this case, put after the rule's sentence.</param>
    public static DesignFault Against(
        DesignRule rule, string file, int line, string field, string value, string hint = "")
    {
        ArgumentNullException.ThrowIfNull(rule);
        var detail = hint.Length == 0 ? "" : $"; {hint}";
        return new(file, line, field.Length == 0 ? "''" : OneLine(field), OneLine(value), $"{rule.Sentence}{detail} [{rule.Id}]");
    }

    /// <summary><c>file:line: field: value: rule</c>.</summary>
    public override string ToString() =>
        Line > 0 ? $"{File}:{Line}: {Field}: {Value}: {Rule}" : $"{File}: {Field}: {Value}: {Rule}";

    // A fault is one line of output, whatever the file holds.
    private static string OneLine(string text)
    {
        var cut = text.Length > MaximumValueLength ? text[..MaximumValueLength] + "…" : text;
        return string.Concat(cut.Select(c => char.IsControl(c) ? ' ' : c));
    }
}
