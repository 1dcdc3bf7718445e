namespace MixPe.Generator.Designs;

/// <summary>Guesses what a misspelt word was meant to be.</summary>
public static class Spelling
{
    // Beyond two edits a guess misleads more than it helps; longer inputs are not words.
    private const int MaximumDistance = 2;
    private const int MaximumLength = 64;

    /// <summary>"did you mean …?" for the nearest word, or the empty text.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="words">What could have been meant.</param>
    public static string Hint(string text, IEnumerable<string> words) =>
        Nearest(text, words) is { } word ? $"did you mean '{word}'?" : "";

    /// <summary>The nearest word within two edits, or null; the first of several as near.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="words">What could have been meant.</param>
    public static string? Nearest(string text, IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is 0 or > MaximumLength)
        {
            return null;
        }

        var lower = text.ToLowerInvariant();
        return words
            .Select(word => (Word: word, Distance: Distance(lower, word)))
            .Where(guess => guess.Distance <= Math.Min(MaximumDistance, guess.Word.Length / 2))
            .OrderBy(guess => guess.Distance)
            .Select(guess => guess.Word)
            .FirstOrDefault();
    }

    // Levenshtein's distance, row by row.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
