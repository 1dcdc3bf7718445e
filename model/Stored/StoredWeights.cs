using MixPe.Model.Quantization;

namespace MixPe.Model.Stored;

/// <summary>A quantized weight matrix as a file has it.</summary>
/// <param name="Place">The file and the tensor, for messages.</param>
/// <param name="Kind">How the file stores it, such as "Q4_0" or "GPTQ".</param>
/// <param name="N">Rows, the output channels.</param>
/// <param name="K">Columns.</param>
/// <param name="Codes">Codes, scales, and zero points or minima.</param>
public sealed record StoredWeights(string Place, string Kind, int N, int K, QuantizedWeights Codes)
{
    /// <summary>The kind of GPTQ's layers.</summary>
    public const string Gptq = "GPTQ";

    /// <summary>The values that the matrix stands for, [N, K], exact.</summary>
    public double[] Dequantize() => Codes.Dequantize();
}
