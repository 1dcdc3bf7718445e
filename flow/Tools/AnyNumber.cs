using System.Text.RegularExpressions;

namespace MixPe.Flow.Tools;

/// <summary>Texts in which # stands for any number.</summary>
public static class AnyNumber
{
    /// <summary>A regular expression of the text.</summary>
    public static string Pattern(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Regex.Escape(text).Replace("\\#", "[0-9]+", StringComparison.Ordinal);
    }
}
