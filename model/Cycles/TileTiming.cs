namespace MixPe.Model.Cycles;

/// <summary>What decides in which cycle a tile does what.</summary>
/// <param name="IsWeightStationary">True for the weight-stationary dataflow.</param>
/// <param name="Rows">Rows of the array, and of a block of Y.</param>
/// <param name="Columns">Columns of the array.</param>
/// <param name="Lanes">Indices of K in a beat of the array.</param>
/// <param name="Group">Elements along K that share a scale.</param>
/// <param name="XElements">Elements in a beat of the activation stream.</param>
/// <param name="XScaleElements">Elements of a row of X whose scales a beat holds, from which the row begins; 0 without scales.</param>
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
    int XScaleElements,
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

    /// <summary>Groups of K, the first ones, whose rows take so many; those of the others take one.</summary>
    public int WideGroups { get; init; } = int.MaxValue;

    /// <summary>Cycles that a row of X takes in a group of K.</summary>
    /// <param name="group">Its number.</param>
    public int RowCyclesOf(long group) => group < WideGroups ? RowCycles : 1;

    /// <summary>Cycles from the last beat, or row, of K to the last result: with fewer slices as many fewer.</summary>
    /// <param name="k">K.</param>
    public int LastResultOf(int k) => LastResult - (RowCycles - RowCyclesOf(CeilDiv(k, Group) - 1));

    /// <summary>The tile in a job: with fewer slices a row of X takes fewer cycles, and its result leaves by as many earlier.</summary>
    /// <param name="job">The job.</param>
    /// <exception cref="ArgumentOutOfRangeException">It has more slices than the tile.</exception>
    public TileTiming In(TileJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(job.Slices, RowCycles);
        TileTiming groups = this with { WideGroups = Math.Min(WideGroups, job.WideGroups) };
        return job.Slices == 0 ? groups : groups with { RowCycles = job.Slices, LastResult = LastResult - (RowCycles - job.Slices) };
    }

    /// <summary>Registers that a beat of results passes, all at once, on its way from the result buffer to its addends or to the result
    /// stream, where results are multiplied by a scale of tensors; else 0.</summary>
    public int ScaleStages { get; init; }

    /// <summary>True if a beat of addends joins each beat of results.</summary>
    public bool HasAddend { get; init; }

    /// <summary>Beats of a row of X in the activation stream.</summary>
    /// <param name="k">Its length.</param>
    public int XBeats(int k) => (int)(CeilDiv(k, XElements) + (XScaleElements == 0 ? 0 : CeilDiv(k, XScaleElements)));

    /// <summary>Rows of X in a pass over W.</summary>
    public int PassRows => Rows * RowBlocks;

    private static long CeilDiv(long a, long b) => (a + b - 1) / b;
}
