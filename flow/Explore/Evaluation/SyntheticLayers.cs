using MixPe.Flow.Encoder;
using MixPe.Flow.Gemm;

namespace MixPe.Flow.Explore.Evaluation;

/// <summary>Random layers for where no model is at hand: three distributions of activations that layers have, by normal weights
/// with some heavy columns. Figures on them compare formats; they are of no model.</summary>
public sealed class SyntheticLayers : ILayers
{
    private const int Tokens = 16;
    private const int Outputs = 48;
    private const int Inputs = 512;
    private const double WeightDeviation = 0.02;

    // One input channel in 32 is many times as large as the others, as in trained transformers.
    private const int OutlierStride = 32;
    private const float OutlierFactor = 20;

    private static readonly string[] Names = ["normal", "rectified", "outliers"];

    /// <inheritdoc/>
    public string Words => "synthetic layers, of no model: normal weights; normal, rectified and outlier activations";

    /// <inheritdoc/>
    public string Hash => "synthetic 1";

    /// <inheritdoc/>
    public bool HasSentences => false;

    /// <inheritdoc/>
    public SentenceFidelity? Embed(IMatrixProduct product)
    {
        ArgumentNullException.ThrowIfNull(product);
        for (int i = 0; i < Names.Length; i++)
        {
            Random random = new(i + 1);
            Matrix weights = Matrix.Normal(Outputs, Inputs, WeightDeviation, random);
            product.Multiply(
                new LinearLayer(Names[i], weights, new float[Outputs]), Shape(Names[i], Matrix.Normal(Tokens, Inputs, 1, random)));
        }

        return null;
    }

    private static Matrix Shape(string name, Matrix normal) => normal with
    {
        Values = [.. normal.Values.Select((value, i) => name switch
        {
            "rectified" => Math.Max(value, 0),
            "outliers" => i % Inputs % OutlierStride == 0 ? OutlierFactor * value : value,
            _ => value,
        })],
    };
}
