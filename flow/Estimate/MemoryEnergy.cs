namespace MixPe.Flow.Estimate;

/// <summary>Energy of memories: constants of 45 nm at 0.9 V from M. Horowitz, "Computing's energy problem (and what we can do
/// about it)", ISSCC 2014, figure 1.1.9: an access of 64 bits. Nothing here is measured, nor scaled to the library of the PEs.
/// </summary>
public static class MemoryEnergy
{
    /// <summary>In words, for whoever reads a figure.</summary>
    public const string Source = "M. Horowitz, ISSCC 2014, 45 nm, 0.9 V";

    private const double AccessBits = 64;

    /// <summary>DRAM, pJ a bit: 1.3 nJ an access, the lower end of the 1.3 to 2.6 nJ that are given.</summary>
    public const double DramPjPerBit = 1300 / AccessBits;

    /// <summary>The SRAM between DRAM and tile, pJ a byte: 100 pJ an access, a cache of 1 MiB.</summary>
    public const double SramPjPerByte = 100 / AccessBits * 8;

    /// <summary>The tile's own buffers, pJ a byte: 20 pJ an access, a cache of 32 KiB.</summary>
    public const double BufferPjPerByte = 20 / AccessBits * 8;
}
