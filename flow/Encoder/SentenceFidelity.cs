using MixPe.Flow.Gemm;
using MixPe.Model.Metrics;

namespace MixPe.Flow.Encoder;

/// <summary>How near the embeddings of a quantized encoder are to those in FP32, and whether they order sentences as
/// those do.</summary>
/// <param name="Cosines">[sentences] cosine between the two embeddings of each.</param>
/// <param name="Ranking">The order of the similarities of all pairs of sentences.</param>
/// <param name="NearestKept">Sentences whose most similar other sentence is the same.</param>
public sealed record SentenceFidelity(IReadOnlyList<double> Cosines, RankAgreement Ranking, int NearestKept)
{
    /// <summary>The fewest sentences whose pairs have an order.</summary>
    public const int LeastSentences = 3;

    /// <summary>Compares.</summary>
    /// <param name="reference">[sentences, width], at least <see cref="LeastSentences"/>.</param>
    /// <param name="quantized">As many.</param>
    public static SentenceFidelity Measure(Matrix reference, Matrix quantized)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(quantized);
        int count = reference.Rows;
        double[,] expected = Similarities(reference);
        double[,] found = Similarities(quantized);
        (int Row, int Column)[] pairs =
        [
            .. Enumerable.Range(0, count).SelectMany(row => Enumerable.Range(0, row).Select(column => (row, column))),
        ];
        return new SentenceFidelity(
            [.. Enumerable.Range(0, count).Select(i => Cosine(Row(reference, i), Row(quantized, i)))],
            RankAgreement.Measure(
                [.. pairs.Select(pair => expected[pair.Row, pair.Column])],
                [.. pairs.Select(pair => found[pair.Row, pair.Column])]),
            Enumerable.Range(0, count).Count(i => Nearest(expected, i) == Nearest(found, i)));
    }

    private static double[,] Similarities(Matrix embeddings)
    {
        var similarities = new double[embeddings.Rows, embeddings.Rows];
        for (int i = 0; i < embeddings.Rows; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double similarity = Cosine(Row(embeddings, i), Row(embeddings, j));
                (similarities[i, j], similarities[j, i]) = (similarity, similarity);
            }
        }

        return similarities;
    }

    private static int Nearest(double[,] similarities, int of) => Enumerable.Range(0, similarities.GetLength(0))
        .Where(other => other != of)
        .MaxBy(other => similarities[of, other]);

    private static double Cosine(double[] a, double[] b) => Fidelity.Measure(a, b).Cosine;

    private static double[] Row(Matrix matrix, int row) => Array.ConvertAll(
        matrix.Values[(row * matrix.Columns)..((row + 1) * matrix.Columns)], value => (double)value);
}
