namespace MixPe.Model.Cycles;

/// <summary>What decides in which cycle a tile does what.</summary>
/// <param name="IsWeightStationary">True for the weight-stationary dataflow.</param>
/// <param name="Rows">Rows of the array, and of a block of Y.</param>
/// <param name="Columns">Columns of the array.</param>
/// <param name="Lanes">Indices of K in a beat of the array.</param>
/// <param name="Group">Elements along K that share a scale.</param>
/// <param name="XElements">Elements in a beat of the activation stream.</param>
/// <param name="HasActivationScale">True if each row of X begins with a beat for its scale.</param>
/// <param name="WElements">Elements in a beat of the weight stream.</param>
/// <param name="Parameters">Group parameters in a beat of the weight stream.</param>
/// <param name="YValues">Results in a beat of the result stream.</param>
/// <param name="RowBlocks">Blocks of rows in a pass over W.</param>
/// <param name="ResultPages">Blocks of results that can wait.</param>
/// <param name="GroupSpacing">Least distance of the last beats, or rows, of two groups, cycles.</param>
/// <param name="LastResult">Cycles from the last beat, or row, of K to the last result.</param>
public sealed record TileTiming(
    bool IsWeightStationary,
    int Rows,
    int Columns,
    int Lanes,
    int Group,
    int XElements,
    bool HasActivationScale,
    int WElements,
    int Parameters,
    int YValues,
    int RowBlocks,
    int ResultPages,
    int GroupSpacing,
    int LastResult)
{
    /// <summary>Cycles that a row of X takes in a weight-stationary array: 1, or as many as its activations have slices.
    /// </summary>
    public int RowCycles { get; init; } = 1;

    /// <summary>Rows of X in a pass over W.</summary>
    public int PassRows => Rows * RowBlocks;
}
