using MixPe.Flow.Gemm;

namespace MixPe.Flow.Encoder;

/// <summary>Sentences out of a text file.</summary>
public static class SentenceFile
{
    /// <summary>The most sentences that a run takes: their tokens are a matrix.</summary>
    public const int MostSentences = 1000;

    /// <summary>A sentence a line; blank lines are left out.</summary>
    /// <param name="path">UTF-8.</param>
    /// <exception cref="InputException">The file cannot be read, or has too few or too many sentences.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        try
        {
            IEnumerable<string> texts = File.ReadLines(path).Where(line => !string.IsNullOrWhiteSpace(line));
            string[] lines = [.. texts.Take(MostSentences + 1)];
            return lines.Length is >= SentenceFidelity.LeastSentences and <= MostSentences
                ? lines
                : throw new InputException(
                    $"{path}: {(lines.Length > MostSentences ? "more" : $"{lines.Length}")} lines with text: "
                    + $"{SentenceFidelity.LeastSentences} to {MostSentences} sentences, one a line");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(e.Message, e);
        }
    }
}
