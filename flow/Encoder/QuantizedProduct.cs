using MixPe.Flow.Gemm;
using MixPe.Model.Formats;
using MixPe.Model.Metrics;
using MixPe.Model.Quantization;

namespace MixPe.Flow.Encoder;

/// <summary>Products on an engine: weights quantized in groups, once a layer; activations quantized token by token
/// where the design's are integers.</summary>
/// <param name="engine">What multiplies.</param>
/// <param name="range">How the range of a group's codes is chosen.</param>
public sealed class QuantizedProduct(IGemmEngine engine, CodeRange range = CodeRange.MinMax) : IMatrixProduct
{
    private readonly Dictionary<string, QuantizedWeights> _weights = new(StringComparer.Ordinal);
    private readonly List<LayerRun> _runs = [];

    /// <summary>The GEMMs so far, in their order.</summary>
    public IReadOnlyList<LayerRun> Runs => _runs;

    /// <inheritdoc/>
    /// <exception cref="QuantizationException">A value cannot be quantized.</exception>
    public Matrix Multiply(LinearLayer layer, Matrix x)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(x);
        if (!_weights.TryGetValue(layer.Name, out QuantizedWeights? weights))
        {
            weights = GemmProblem.Weights(engine.Design, layer.Weights, range);
            _weights.Add(layer.Name, weights);
        }

        GemmExecution run = engine.Run(
            GemmProblem.OperandsOf(engine.Design, weights, GemmProblem.Activations(engine.Design, x)));
        double[] y = Array.ConvertAll(run.Outputs, bits => FloatBits.ToDouble(engine.Design.Output, bits));
        double[] reference = ReferenceGemm.Multiply(x.Values, layer.Weights.Values, x.Rows, weights.N, weights.K);
        _runs.Add(new LayerRun(
            layer.Name, x.Rows, weights.N, weights.K, run.Hardware, Fidelity.Measure(reference, y)));
        return new Matrix(x.Rows, weights.N, Array.ConvertAll(y, value => (float)value));
    }
}
