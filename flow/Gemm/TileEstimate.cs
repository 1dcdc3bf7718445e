using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Cycles;

namespace MixPe.Flow.Gemm;

/// <summary>What a job takes on a tile whose streams never stall, without running it: the cycle model's counters, which the
/// RTL's equal, and the bytes of the streams.</summary>
/// <param name="Job">The job.</param>
/// <param name="Counters">Its counters at the end.</param>
/// <param name="Utilization">Multiply-accumulates over those that all PEs could have made, fill and drain included.</param>
/// <param name="SteadyUtilization">The same of the second half of a job with twice the columns of Y, these in whole blocks and at least
/// 64 of them: fill and drain left out.</param>
/// <param name="XBytes">Bytes of the activation stream.</param>
/// <param name="WBytes">Bytes of the weight stream.</param>
/// <param name="YBytes">Bytes of the result stream, whole beats.</param>
public sealed record TileEstimate(
    TileJob Job, TileCounters Counters, double Utilization, double SteadyUtilization, long XBytes, long WBytes, long YBytes)
{
    private const long SteadyBlocks = 64;

    /// <summary>Bytes of the stream of addends, whole beats; none where the tile has none.</summary>
    public long CBytes { get; init; }

    /// <summary>Estimates a job.</summary>
    /// <param name="design">The design.</param>
    /// <param name="job">The job.</param>
    /// <exception cref="InputException">The tile does not take it.</exception>
    public static TileEstimate Of(Design design, TileJob job)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(job);
        TileLimits.Require(design, job);
        TileLimits.RequireCountable(job);
        TileShape shape = new(design);
        TileCounters counters = TileSchedule.Counters(shape.Timing, job);
        double most = design.MacsPerCycleOf(job.K);
        double macs = (double)job.M * job.N * job.K;

        // Whole blocks of columns: those of a part would be none, or take the time of whole ones. With few of them a pass waits for the
        // rows of the next one, and another block would cost nothing.
        long whole = design.Columns * Math.Max(SteadyBlocks, (job.N + design.Columns - 1L) / design.Columns);
        TileJob once = job with { N = (int)whole };
        long rest = TileSchedule.Busy(shape.Timing, job with { N = (int)(2 * whole) }) - TileSchedule.Busy(shape.Timing, once);
        TileTraffic traffic = TileTraffic.Of(shape.Timing, job);
        return new TileEstimate(
            job,
            counters,
            macs / (counters.Busy * most),
            (double)job.M * whole * job.K / (rest * most),
            traffic.Activations * (shape.XStream / 8),
            traffic.Weights * (shape.WStream / 8),
            traffic.Results * (shape.YStream / 8))
        {
            CBytes = traffic.Addends * (shape.CStream / 8),
        };
    }
}
