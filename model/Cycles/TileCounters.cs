namespace MixPe.Model.Cycles;

/// <summary>What a tile counts from the start of a job on, as its registers do.</summary>
/// <param name="Busy">Cycles from the start to the end of the job.</param>
/// <param name="StallX">Cycles in which a block waited for activations.</param>
/// <param name="StallW">Cycles in which a block waited for weights.</param>
/// <param name="StallY">Cycles in which a block waited for room for its results.</param>
/// <param name="StallGroup">Cycles in which a group waited for the one before it to drain.</param>
/// <param name="Groups">Groups of all blocks.</param>
/// <param name="Macs">Multiply-accumulates that count.</param>
public readonly record struct TileCounters(
    long Busy, long StallX, long StallW, long StallY, long StallGroup, long Groups, long Macs)
{
    /// <summary>The counters by the names of their registers.</summary>
    public IEnumerable<(string Register, long Value)> ByRegister =>
    [
        ("busy_cycles", Busy), ("stall_x_cycles", StallX), ("stall_w_cycles", StallW), ("stall_y_cycles", StallY),
        ("stall_group_cycles", StallGroup), ("groups", Groups), ("macs", Macs),
    ];
}
