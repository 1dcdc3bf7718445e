namespace MixPe.Flow.Verify.Units;

/// <summary>A beat of results and a beat of addends, and how their streams come to them.</summary>
/// <param name="Results">Binary32 patterns of the results that count.</param>
/// <param name="IsLast">The beat of results is the last one of its packet.</param>
/// <param name="IsLost">Its job has failed.</param>
/// <param name="Addends">Binary32 patterns, one for each place of a beat.</param>
/// <param name="IsAddendLast">The beat of addends is the last one of its packet.</param>
/// <param name="Keep">Bytes of the addends that count, a bit each.</param>
internal sealed record AddendBeat(
    uint[] Results, bool IsLast, bool IsLost, uint[] Addends, bool IsAddendLast, ulong Keep)
{
    /// <summary>Cycles in which addends are dropped, before the beat.</summary>
    public int DroppedCycles { get; init; }

    /// <summary>Cycles without a beat of results before it.</summary>
    public int ResultPause { get; init; }

    /// <summary>Cycles without a beat of addends before it.</summary>
    public int AddendPause { get; init; }

    /// <summary>Cycles in which no sum is taken, before the next one may be.</summary>
    public int SumPause { get; init; }
}
