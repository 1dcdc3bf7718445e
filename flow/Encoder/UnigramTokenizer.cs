using System.Text;

namespace MixPe.Flow.Encoder;

/// <summary>Cuts text into the most probable pieces of a unigram vocabulary (T. Kudo, "Subword regularization", 2018):
/// the Viterbi path over all cuts. Words begin with U+2581; what no piece covers is token 0.</summary>
/// <param name="vocabulary">The pieces.</param>
public sealed class UnigramTokenizer(Vocabulary vocabulary)
{
    private const int UnknownToken = 0;
    private const double UnknownScore = -100;

    /// <summary>The tokens of a text.</summary>
    public IReadOnlyList<int> Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string words = Prepare(text);
        var best = new (double Score, int Start, int Token)[words.Length + 1];
        for (int end = 1; end <= words.Length; end++)
        {
            best[end] = (best[end - 1].Score + UnknownScore, end - 1, UnknownToken);
            for (int start = Math.Max(0, end - vocabulary.LongestPiece); start < end; start++)
            {
                if (vocabulary.Find(words[start..end]) is { } token
                    && best[start].Score + vocabulary.Score(token) is var score
                    && score > best[end].Score)
                {
                    best[end] = (score, start, token);
                }
            }
        }

        List<int> tokens = [];
        for (int end = words.Length; end > 0; end = best[end].Start)
        {
            tokens.Add(best[end].Token);
        }

        tokens.Reverse();
        return tokens;
    }

    private static string Prepare(string text)
    {
        string[] words = text.Normalize(NormalizationForm.FormKC)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Select(word => '\u2581' + word));
    }
}
