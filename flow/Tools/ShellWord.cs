namespace MixPe.Flow.Tools;

/// <summary>Words of a command line that is shown to be given again.</summary>
public static class ShellWord
{
    private const string Plain = "/._-=,:+";

    /// <summary>The word, in quotes if a shell would read it otherwise.</summary>
    public static string Of(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || Plain.Contains(c, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
