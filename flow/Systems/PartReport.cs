using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Model.Cycles;

namespace MixPe.Flow.Systems;

/// <summary>What a part of a system showed.</summary>
/// <param name="Name">The field of the system file that names its design.</param>
/// <param name="Design">The design.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Compared">Outputs compared with the golden model, bit for bit.</param>
/// <param name="Run">What the tile did.</param>
public sealed record PartReport(string Name, Design Design, TileJob Shape, long Compared, HardwareRun Run)
{
    /// <summary>Multiplications, M·N·K.</summary>
    public long Macs => (long)Shape.M * Shape.N * Shape.K;
}
