namespace MixPe.Flow.Gates;

/// <summary>Energy of a run, per cycle, in J.</summary>
/// <param name="Cycles">Length of the run.</param>
/// <param name="Inputs">To charge the nets of the input ports, which what is outside pays; the clock left out.</param>
/// <param name="Registers">Of the flip-flops: at their outputs, data inputs and clock, with the clock's net.</param>
/// <param name="Combinational">Of the other cells.</param>
/// <param name="Cells">Of each kind of cell, the net at an output belonging to the cell that drives it. The clock's net
/// belongs to the flip-flops.</param>
public sealed record PowerReport(
    long Cycles,
    EnergySplit Inputs,
    EnergySplit Registers,
    EnergySplit Combinational,
    IReadOnlyDictionary<string, EnergySplit> Cells)
{
    /// <summary>All of it.</summary>
    public EnergySplit Energy => Inputs.Plus(Registers).Plus(Combinational);
}
