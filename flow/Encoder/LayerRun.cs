using MixPe.Flow.Gemm;
using MixPe.Model.Metrics;

namespace MixPe.Flow.Encoder;

/// <summary>The quantized GEMM of a linear layer.</summary>
/// <param name="Name">The layer's.</param>
/// <param name="M">Rows of X: tokens, or sentences.</param>
/// <param name="N">Output channels.</param>
/// <param name="K">Input channels.</param>
/// <param name="Hardware">What the hardware did; null where none ran.</param>
/// <param name="Fidelity">The outputs beside FP64 of the same X and the weights before quantization.</param>
public sealed record LayerRun(string Name, int M, int N, int K, HardwareRun? Hardware, Fidelity Fidelity);
