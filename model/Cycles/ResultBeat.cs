namespace MixPe.Model.Cycles;

/// <summary>A beat of the result stream.</summary>
/// <param name="Job">Number of its job since the reset, the first one 1.</param>
/// <param name="Row">Row of Y.</param>
/// <param name="Column">First column of Y.</param>
/// <param name="Count">Results in it.</param>
/// <param name="IsLast">True if it is the last one of its packet.</param>
public sealed record ResultBeat(int Job, int Row, int Column, int Count, bool IsLast)
{
    /// <summary>True where the tile adds a stream of numbers and has none for it: its job had failed.</summary>
    public bool IsLost { get; init; }
}
