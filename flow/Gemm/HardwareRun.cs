namespace MixPe.Flow.Gemm;

/// <summary>A GEMM on verilated hardware.</summary>
/// <param name="Cycles">From its start to its end, as the hardware counted them.</param>
/// <param name="PredictedCycles">What the cycle model says for streams that never stall.</param>
/// <param name="Utilization">Multiply-accumulates over those that all PEs could have made in <paramref name="Cycles"/>.
/// </param>
/// <param name="Mismatches">Outputs whose bits differ from the golden model's.</param>
public sealed record HardwareRun(long Cycles, long PredictedCycles, double Utilization, long Mismatches)
{
    /// <summary>Cycles in which a block waited for operands, for room for results, or for a group to drain.</summary>
    public long Stalls { get; init; }
}
