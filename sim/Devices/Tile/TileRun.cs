namespace MixPe.Sim.Devices.Tile;

/// <summary>What a job on a verilated tile gave.</summary>
/// <param name="Outputs">[M, N] bit patterns in the design's output format.</param>
/// <param name="End">The registers STATUS and CAUSE at its end.</param>
/// <param name="Counters">The tile's counters, by register name.</param>
public sealed record TileRun(uint[] Outputs, (uint Status, uint Cause) End, IReadOnlyDictionary<string, long> Counters);
