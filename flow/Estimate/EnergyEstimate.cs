namespace MixPe.Flow.Estimate;

/// <summary>Energy, J.</summary>
/// <param name="Pe">Of the PEs, multiply-accumulates only; null where no netlist of them was measured.</param>
/// <param name="Edges">Of the edges of the array; null where they were not measured.</param>
/// <param name="Dram">Of the DRAM.</param>
/// <param name="Sram">Of the SRAM between DRAM and tile.</param>
/// <param name="Buffers">Of the tile's buffers.</param>
public sealed record EnergyEstimate(double? Pe, double? Edges, double Dram, double Sram, double Buffers)
{
    private const double Pico = 1e-12;

    /// <summary>Of all memories.</summary>
    public double Memory => Dram + Sram + Buffers;

    /// <summary>From counts and constants.</summary>
    /// <param name="macs">Multiply-accumulates.</param>
    /// <param name="pjPerMac">Energy of one in the PE, pJ; null if it is not known.</param>
    /// <param name="edgePjPerMac">Energy of one at the edges, pJ, likewise.</param>
    /// <param name="traffic">Bytes that move.</param>
    public static EnergyEstimate Of(long macs, double? pjPerMac, double? edgePjPerMac, LayerTraffic traffic)
    {
        ArgumentNullException.ThrowIfNull(traffic);
        return new EnergyEstimate(
            macs * pjPerMac * Pico,
            macs * edgePjPerMac * Pico,
            8 * traffic.Dram * MemoryEnergy.DramPjPerBit * Pico,
            traffic.Sram * MemoryEnergy.SramPjPerByte * Pico,
            traffic.Buffers * MemoryEnergy.BufferPjPerByte * Pico);
    }

    /// <summary>So many times as much.</summary>
    public EnergyEstimate Times(int count) => new(count * Pe, count * Edges, count * Dram, count * Sram, count * Buffers);

    /// <summary>Both.</summary>
    public EnergyEstimate Plus(EnergyEstimate other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(Pe + other.Pe, Edges + other.Edges, Dram + other.Dram, Sram + other.Sram, Buffers + other.Buffers);
    }
}
