namespace MixPe.Model.Cycles;

/// <summary>Beats of a job's streams; docs/tile.md says what they hold.</summary>
/// <param name="Activations">Beats of activations.</param>
/// <param name="Weights">Beats of weights, those of all passes.</param>
/// <param name="Results">Beats of results.</param>
public sealed record TileTraffic(long Activations, long Weights, long Results)
{
    /// <summary>Beats of addends; none where the tile has no stream of them.</summary>
    public long Addends { get; init; }

    /// <summary>Counts them.</summary>
    /// <param name="timing">The tile.</param>
    /// <param name="job">The job.</param>
    public static TileTraffic Of(TileTiming timing, TileJob job)
    {
        ArgumentNullException.ThrowIfNull(timing);
        ArgumentNullException.ThrowIfNull(job);
        long passes = CeilDiv(job.M, timing.PassRows);
        long x = timing.XBeats(job.K);
        long w = CeilDiv(CeilDiv(job.K, timing.Group), timing.Parameters) + CeilDiv(job.K, timing.WElements);
        long whole = job.N / timing.Columns * CeilDiv(timing.Columns, timing.YValues);
        long rest = CeilDiv(job.N % timing.Columns, timing.YValues);
        long y = job.M * (whole + rest);
        return new TileTraffic(job.M * x, passes * job.N * w, y) { Addends = timing.HasAddend ? y : 0 };
    }

    private static long CeilDiv(long a, long b) => (a + b - 1) / b;
}
