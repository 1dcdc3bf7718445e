using System.Text;

namespace MixPe.Flow.Encoder;

/// <summary>Cuts text into pieces of a SentencePiece unigram vocabulary (T. Kudo, "Subword regularization", 2018) as
/// the npm package @energetic-ai/embeddings does, whose tokens the model is given: in its corners, such as characters
/// that no piece has, that is not the most probable cut.</summary>
/// <param name="vocabulary">The pieces.</param>
public sealed class UnigramTokenizer(Vocabulary vocabulary)
{
    private const int UnknownToken = 0;
    private const char WordStart = '\u2581';

    /// <summary>The tokens of a text. It is normalized to NFKC; each space is U+2581, and one stands before it all.
    /// Token 0 stands for a run of characters at which no piece begins.</summary>
    public IReadOnlyList<int> Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        (string words, int[] offsets) = Prepare(text);
        List<(int Start, int Token)>[] matches = Matches(words, offsets);
        int count = matches.Length - 1;
        // 0 also stands for a place that no piece has led to yet, as in the original.
        var best = new double[count + 1];
        var last = new (int Token, int Length)[count + 1];
        Array.Fill(last, (UnknownToken, 1));
        for (int end = 1; end <= count; end++)
        {
            foreach ((int start, int token) in matches[end])
            {
                double score = best[start] + (token == UnknownToken ? 0 : vocabulary.Score(token));
                if (best[end] == 0 || score >= best[end])
                {
                    best[end] = score;
                    last[end] = (token, end - start);
                }
            }
        }

        return Path(last);
    }

    // The pieces that end behind each character, the longest first.
    private List<(int Start, int Token)>[] Matches(string words, int[] offsets)
    {
        int count = offsets.Length - 1;
        var matches = new List<(int, int)>[count + 1];
        for (int end = 0; end <= count; end++)
        {
            matches[end] = [];
        }

        for (int start = 0; start < count; start++)
        {
            bool isKnown = false;
            for (int end = start + 1; end <= count && offsets[end] - offsets[start] <= vocabulary.LongestPiece; end++)
            {
                if (vocabulary.Find(words.AsSpan(offsets[start]..offsets[end])) is { } token)
                {
                    matches[end].Add((start, token));
                    isKnown = true;
                }
            }

            if (!isKnown)
            {
                matches[start + 1].Add((start, UnknownToken));
            }
        }

        return matches;
    }

    private static List<int> Path((int Token, int Length)[] last)
    {
        List<int> tokens = [];
        for (int end = last.Length - 1; end > 0; end -= last[end].Length)
        {
            if (last[end].Token != UnknownToken || tokens.Count == 0 || tokens[^1] != UnknownToken)
            {
                tokens.Add(last[end].Token);
            }
        }

        tokens.Reverse();
        return tokens;
    }

    // The text, and where each of its characters begins.
    private static (string Words, int[] Offsets) Prepare(string text)
    {
        IReadOnlyList<int> codes = Nfkc.Normalize(text);
        StringBuilder words = new();
        List<int> offsets = [];
        foreach (int code in codes.Count == 0 ? codes : [WordStart, .. codes])
        {
            offsets.Add(words.Length);
            _ = code > char.MaxValue
                ? words.Append(char.ConvertFromUtf32(code))
                : words.Append(code == ' ' ? WordStart : (char)code);
        }

        return (words.ToString(), [.. offsets, words.Length]);
    }
}
