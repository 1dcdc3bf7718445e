using System.Collections;
using System.Net;

namespace MixPe.Flow.Report;

/// <summary>Text that is HTML, or of an element that is read as it stands: it is not escaped.</summary>
/// <param name="Text">The text.</param>
internal sealed record RawHtml(string Text);

/// <summary>A template's model in which every text is escaped, unless it is said to be HTML.</summary>
internal static class HtmlModel
{
    private const char Replacement = '\uFFFD';

    /// <summary>Escapes a text, or all texts of dictionaries and lists.</summary>
    public static object Escape(object value) => value switch
    {
        RawHtml raw => raw.Text,
        string text => Text(text),
        IReadOnlyDictionary<string, object> fields => fields.ToDictionary(field => field.Key, field => Escape(field.Value)),
        IEnumerable list => list.Cast<object>().Select(Escape).ToArray(),
        _ => value,
    };

    // HTML has no place for control characters, not even as references.
    private static string Text(string text) => WebUtility.HtmlEncode(
        string.Concat(text.Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? Replacement : c)));
}
