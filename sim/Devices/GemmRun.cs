namespace MixPe.Sim.Devices;

/// <summary>What a GEMM on a verilated array gave.</summary>
/// <param name="Outputs">[M, N] bit patterns in the design's output format.</param>
/// <param name="Cycles">From the first beat to the last result.</param>
/// <param name="Beats">Beats that the array took.</param>
/// <param name="Stalls">Cycles in which the array held a beat back.</param>
/// <param name="Macs">Products that the result needs: M·N·K.</param>
/// <param name="Utilization">Macs over the products that all PEs could have made in <paramref name="Cycles"/>.</param>
public sealed record GemmRun(uint[] Outputs, long Cycles, long Beats, long Stalls, long Macs, double Utilization)
{
    /// <summary>The cycles that the cycle model states; null where there is none.</summary>
    public long? PredictedCycles { get; init; }
}
