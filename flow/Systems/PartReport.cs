using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Model.Cycles;

namespace MixPe.Flow.Systems;

/// <summary>What a part of a system showed.</summary>
/// <param name="Name">The field of the system file that names its design.</param>
/// <param name="Design">The design.</param>
/// <param name="Shape">Its sizes; of several jobs K of the longest.</param>
/// <param name="Jobs">Its jobs.</param>
/// <param name="Macs">Multiplications, M·N·K of all jobs.</param>
/// <param name="Compared">Outputs compared with the golden model, bit for bit.</param>
/// <param name="Run">What the tile did.</param>
public sealed record PartReport(string Name, Design Design, TileJob Shape, int Jobs, long Macs, long Compared, HardwareRun Run);
