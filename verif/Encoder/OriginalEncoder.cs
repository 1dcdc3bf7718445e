using System.Text.Json;

namespace MixPe.Verif.Encoder;

/// <summary>What the npm package @energetic-ai/embeddings makes of <see cref="Sentences.All"/>, in Node.</summary>
internal static class OriginalEncoder
{
    private static readonly Lazy<Result> Run = new(() =>
    {
        using JsonDocument document = NodeScript.Run("original.js", Sentences.All.Select(NodeScript.Units));
        return new Result(
            document.RootElement.GetProperty("tokens").Deserialize<int[][]>()!,
            document.RootElement.GetProperty("embeddings").Deserialize<double[][]>()!);
    });

    /// <summary>[sentences] token numbers.</summary>
    public static int[][] Tokens => Run.Value.Tokens;

    /// <summary>[sentences][512].</summary>
    public static double[][] Embeddings => Run.Value.Embeddings;

    private sealed record Result(int[][] Tokens, double[][] Embeddings);
}
