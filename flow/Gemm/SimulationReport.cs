using MixPe.Generator.Designs;
using MixPe.Model.Metrics;
using MixPe.Sim.Devices;

namespace MixPe.Flow.Gemm;

/// <summary>What a simulated GEMM showed.</summary>
/// <param name="Design">The design, with the slices that the run had.</param>
/// <param name="M">Rows of X.</param>
/// <param name="N">Rows of W.</param>
/// <param name="K">Columns of both.</param>
/// <param name="Compared">Outputs compared with the golden model, bit for bit.</param>
/// <param name="Mismatches">Those that differ.</param>
/// <param name="First">The first ones that differ.</param>
/// <param name="Run">Outputs and cycles of the array.</param>
/// <param name="Fidelity">Outputs against FP64.</param>
public sealed record SimulationReport(
    Design Design,
    int M,
    int N,
    int K,
    long Compared,
    long Mismatches,
    IReadOnlyList<Mismatch> First,
    GemmRun Run,
    Fidelity Fidelity);
