using System.Text.Json;
using MixPe.Flow.Gemm;

namespace MixPe.Flow.Encoder;

/// <summary>The pieces of a SentencePiece unigram model with their log probabilities, by token number.</summary>
public sealed class Vocabulary
{
    // Unknown, begin, end and three more: no text gives them by their names.
    private const int Reserved = 6;

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _ids;
    private readonly double[] _scores;

    private Vocabulary(IReadOnlyList<(string Piece, double Score)> pieces)
    {
        _scores = [.. pieces.Select(piece => piece.Score)];
        Dictionary<string, int> ids = new(StringComparer.Ordinal);
        for (int id = Reserved; id < pieces.Count; id++)
        {
            // Of a piece that is there twice the original takes the last one.
            ids[pieces[id].Piece] = id;
            LongestPiece = Math.Max(LongestPiece, pieces[id].Piece.Length);
        }

        _ids = ids.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Number of tokens.</summary>
    public int Count => _scores.Length;

    /// <summary>Length of the longest piece in UTF-16 units.</summary>
    public int LongestPiece { get; }

    /// <summary>Reads a JSON array of [piece, score] pairs; the first six are reserved.</summary>
    /// <exception cref="InputException">The file cannot be read or has another form.</exception>
    public static Vocabulary Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return new Vocabulary(
                [.. document.RootElement.EnumerateArray().Select(pair => (pair[0].GetString()!, ScoreOf(pair[1])))]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException
            or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new InputException($"{path}: not a vocabulary of [piece, score] pairs: {e.Message}", e);
        }
    }

    // The published vocabulary has no score for pieces with a colon; the model's own tokenizer adds null, which is 0
    // in JavaScript.
    private static double ScoreOf(JsonElement score) =>
        score.ValueKind == JsonValueKind.Null ? 0 : score.GetDouble();

    /// <summary>The token of a piece, or null.</summary>
    public int? Find(ReadOnlySpan<char> piece) => _ids.TryGetValue(piece, out int id) ? id : null;

    /// <summary>Log probability of a token.</summary>
    public double Score(int id) => _scores[id];
}
