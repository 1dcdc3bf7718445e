using MixPe.Generator.Designs;
using MixPe.Model.Cycles;

namespace MixPe.Flow.Gemm;

/// <summary>The sizes that a design's tile takes.</summary>
public static class TileLimits
{
    /// <summary>The most multiply-accumulates whose cycles and bytes are counted: each of them fits 64 bits by far.</summary>
    public static Int128 MostMacs { get; } = Int128.One << 58;

    /// <summary>Refuses a job whose cycles and bytes might not fit 64 bits.</summary>
    /// <param name="job">The job.</param>
    /// <exception cref="InputException">It has more than <see cref="MostMacs"/>.</exception>
    public static void RequireCountable(TileJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        Int128 macs = (Int128)job.M * job.N * job.K;
        if (macs > MostMacs)
        {
            throw new InputException($"M·N·K of {job.M}·{job.N}·{job.K}: {macs} multiply-accumulates; 2^58 are the most that are counted");
        }
    }

    /// <summary>Refuses a job that is larger.</summary>
    /// <param name="design">The design.</param>
    /// <param name="job">The job.</param>
    /// <param name="what">What the job is for, in the message; null for nothing more than its sizes.</param>
    /// <exception cref="InputException">A size is too large; every one that is too large is named.</exception>
    public static void Require(Design design, TileJob job, string? what = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(job);
        int largest = (1 << design.Tile.SizeBits) - 1;
        (string Name, int Value, int Largest, string Field)[] sizes =
        [
            ("M", job.M, largest, $"size_bits of {design.Name} is {design.Tile.SizeBits}, at most {largest}"),
            ("N", job.N, largest, $"size_bits of {design.Name} is {design.Tile.SizeBits}, at most {largest}"),
            ("K", job.K, design.Tile.MaxK, $"max_k of {design.Name} is {design.Tile.MaxK}"),
        ];
        string[] faults =
        [
            .. sizes.Where(size => size.Value > size.Largest)
                .Select(size => $"{(what is null ? "" : what + ": ")}{size.Name} of {size.Value}: {size.Field}"),
        ];
        if (faults.Length > 0)
        {
            throw new InputException(string.Join('\n', faults));
        }
    }

    /// <summary>Refuses a K that sums of integer scales have no room for, also where no tile holds the operands.</summary>
    /// <param name="design">The design.</param>
    /// <param name="k">K of the GEMM.</param>
    /// <exception cref="InputException">It is above max_k.</exception>
    public static void RequireSums(Design design, int k)
    {
        ArgumentNullException.ThrowIfNull(design);
        if (design.HasChannelScale && k > design.Tile.MaxK)
        {
            throw new InputException(
                $"K of {k}: max_k of {design.Name} is {design.Tile.MaxK}, and its sums of integer scales have room for no more");
        }
    }
}
