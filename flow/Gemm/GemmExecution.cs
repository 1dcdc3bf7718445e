namespace MixPe.Flow.Gemm;

/// <summary>What an engine made of a GEMM.</summary>
/// <param name="Outputs">[M, N] bit patterns in the design's output format.</param>
/// <param name="Hardware">What the hardware did; null where none ran.</param>
public sealed record GemmExecution(uint[] Outputs, HardwareRun? Hardware);
