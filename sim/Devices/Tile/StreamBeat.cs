namespace MixPe.Sim.Devices.Tile;

/// <summary>A beat of an AXI4-Stream.</summary>
/// <param name="Data">TDATA, 32-bit words, least significant first.</param>
/// <param name="Keep">TKEEP, one bit a byte, 32-bit words.</param>
/// <param name="Last">TLAST.</param>
public sealed record StreamBeat(uint[] Data, uint[] Keep, bool Last)
{
    /// <summary>True if the tile has to find it wrong.</summary>
    public bool IsWrong { get; init; }

    /// <summary>True if it is the last one of a row of X or W, where a packet may end if the tile's register PACKETS says so.
    /// </summary>
    public bool EndsRow { get; init; }
}
