using MixPe.Generator.Systems;
using MixPe.Model.Cycles;
using MixPe.Model.Metrics;

namespace MixPe.Flow.Systems;

/// <summary>What a system showed.</summary>
/// <param name="System">The system.</param>
/// <param name="Shape">Sizes of the GEMM.</param>
/// <param name="Parts">Its parts, in the order in which they ran.</param>
/// <param name="Outputs">[M, N] bit patterns in the format of the last part.</param>
/// <param name="Fidelity">Outputs against FP64 of the matrices before they were quantized.</param>
/// <param name="Alone">The same without what there is besides the dense part, by the golden model.</param>
public sealed record SystemReport(
    GemmSystem System, TileJob Shape, IReadOnlyList<PartReport> Parts, uint[] Outputs, Fidelity Fidelity, Fidelity Alone)
{
    /// <summary>Outputs of all parts whose bits differ from the golden model's.</summary>
    public long Mismatches => Parts.Sum(part => part.Run.Mismatches);

    /// <summary>Multiplications of all parts.</summary>
    public long Macs => Parts.Sum(part => part.Macs);

    /// <summary>Cycles of all parts, one after the other.</summary>
    public long Cycles => Parts.Sum(part => part.Run.Cycles);
}
