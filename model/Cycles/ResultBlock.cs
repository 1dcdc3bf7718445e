namespace MixPe.Model.Cycles;

/// <summary>A block of Y that the array computes at once.</summary>
/// <param name="Job">Number of its job since the reset, the first one 1.</param>
/// <param name="FirstRow">Its first row.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="FirstColumn">Its first column.</param>
/// <param name="Columns">Its columns.</param>
public sealed record ResultBlock(int Job, int FirstRow, int Rows, int FirstColumn, int Columns);
