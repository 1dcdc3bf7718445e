using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Cycles;

namespace MixPe.Flow.Estimate;

/// <summary>Bytes that move for one layer.</summary>
/// <param name="Activations">Of the tile's activation stream, whole beats.</param>
/// <param name="Weights">Of its weight stream, all passes, group parameters with them.</param>
/// <param name="Results">Of its result stream.</param>
/// <param name="Dram">To and from DRAM.</param>
/// <param name="Sram">Into and out of the SRAM between DRAM and tile.</param>
/// <param name="Buffers">Into and out of the tile's own buffers.</param>
public sealed record LayerTraffic(
    long Activations, long Weights, long Results, long Dram, long Sram, long Buffers)
{
    /// <summary>Of its stream of addends, which meet the results on their way out; none where the design has none.</summary>
    public long Addends { get; init; }

    /// <summary>Counts them.</summary>
    /// <param name="design">The design.</param>
    /// <param name="job">The layer.</param>
    /// <param name="share">Whether the layers before and after it have the same X.</param>
    /// <param name="sramBytes">Size of the SRAM. It keeps X if that is whole in it and another layer wants it, and in the rest
    /// as many weights as fit, for the passes after the first.</param>
    public static LayerTraffic Of(Design design, TileJob job, InputShare share, long sramBytes)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(job);
        TileShape shape = new(design);
        TileTraffic beats = TileTraffic.Of(shape.Timing, job);
        long x = beats.Activations * (shape.XStream / 8);
        long w = beats.Weights * (shape.WStream / 8);
        long y = beats.Results * (shape.YStream / 8);
        long c = beats.Addends * (shape.CStream / 8);
        long passes = CeilDiv(job.M, shape.Timing.PassRows);
        long each = w / passes;

        bool keepsX = share != InputShare.None && x <= sramBytes;
        long kept = passes > 1 ? Math.Min(each, sramBytes - (keepsX ? x : 0)) : 0;
        bool hasX = keepsX && share == InputShare.Later;
        long dram = (hasX ? 0 : x) + w - (kept * (passes - 1)) + y + c;
        long sram = (keepsX ? x : 0) + (kept * passes);

        // Written once; read for each block of Y that they are part of. Results are written and read once.
        long blockRows = CeilDiv(job.M, design.Rows);
        long blockColumns = CeilDiv(job.N, design.Columns);
        long buffers = x + w + (2 * y)
            + (Bytes((long)job.M * job.K, design.Activations.Bits) * blockColumns)
            + (Bytes(job.N * Codes(design, job.K), design.Weights.CodeBits) * blockRows);
        return new LayerTraffic(x, w, y, dram, sram, buffers) { Addends = c };
    }

    // Of a row of weights; words with an outlier have more than a code a weight.
    private static long Codes(Design design, long k) => design.Weights.HasOutlierLane
        ? CeilDiv(k, design.Lanes) * design.Weights.WordCodes(design.Lanes)
        : k;

    private static long Bytes(long elements, int bits) => CeilDiv(elements * bits, 8);

    private static long CeilDiv(long a, long b) => (a + b - 1) / b;
}
