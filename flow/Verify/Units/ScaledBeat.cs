namespace MixPe.Flow.Verify.Units;

/// <summary>A beat of results that is multiplied by the scale of tensors, and how the streams around it go.</summary>
/// <param name="Results">Binary32 patterns of the results that count.</param>
/// <param name="Scale">Binary32 pattern of the scale.</param>
/// <param name="IsLast">The beat is the last one of its packet.</param>
/// <param name="IsLost">Its job has failed; only where results have addends.</param>
internal sealed record ScaledBeat(uint[] Results, uint Scale, bool IsLast, bool IsLost)
{
    /// <summary>Cycles in which addends are dropped, before the beat; only where results have addends.</summary>
    public int DroppedCycles { get; init; }

    /// <summary>Cycles without a beat of results before it.</summary>
    public int ResultPause { get; init; }

    /// <summary>Cycles in which no product is taken, once it is.</summary>
    public int ProductPause { get; init; }
}
