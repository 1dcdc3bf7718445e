using MixPe.Model.Quantization;

namespace MixPe.Model.Stored;

/// <summary>A quantized weight matrix as a file has it.</summary>
/// <param name="Place">The file and the tensor, for messages.</param>
/// <param name="Kind">How the file stores it, such as "Q4_0" or "GPTQ".</param>
/// <param name="N">Rows, the output channels.</param>
/// <param name="K">Columns.</param>
/// <param name="Codes">Codes, scales and zero points; null where the scales are not one number a group.</param>
/// <param name="Scales">What the scales are, for messages.</param>
public sealed record StoredWeights(
    string Place, string Kind, int N, int K, QuantizedWeights? Codes, string Scales)
{
    /// <summary>The kind of GPTQ's layers.</summary>
    public const string Gptq = "GPTQ";

    private readonly double[]? _values;

    /// <summary>A matrix whose scales no design has.</summary>
    /// <param name="place">The file and the tensor, for messages.</param>
    /// <param name="kind">How the file stores it.</param>
    /// <param name="n">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <param name="values">[n, k] the values that it stands for, exact.</param>
    /// <param name="scales">What the scales are.</param>
    public StoredWeights(string place, string kind, int n, int k, double[] values, string scales)
        : this(place, kind, n, k, (QuantizedWeights?)null, scales) => _values = values;

    /// <summary>The values that the matrix stands for, [N, K], exact.</summary>
    public double[] Dequantize() => Codes?.Dequantize() ?? _values ?? [];
}
