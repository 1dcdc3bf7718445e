using System.Numerics;
using MixPe.Generator.Designs;
using MixPe.Sim.Devices.Tile;

namespace MixPe.Flow.Verify.Units;

/// <summary>What goes wrong in a job, and where.</summary>
/// <param name="Kind">What.</param>
/// <param name="Place">Which of all places: a beat of the stream, a cycle, a size.</param>
internal sealed record TileFault(TileFaultKind Kind, int Place)
{
    private const int LeastBit = 4;

    /// <summary>Bits of any number of slices.</summary>
    public const int MostSliceBits = 2;

    /// <summary>Of a missing TKEEP: the byte of the beat; null if the place determines it.</summary>
    public int? Byte { get; init; }

    /// <summary>Of an abort: cycles of the job before it; null if chance determines them.</summary>
    public int? After { get; init; }

    private static readonly TileFaultKind[] OfAddends = [TileFaultKind.CShort, TileFaultKind.CLong, TileFaultKind.CKeep];

    private static readonly TileFaultKind[] Kinds = [.. Enum.GetValues<TileFaultKind>().Except([.. OfAddends, TileFaultKind.Slices])];

    private static readonly TileFaultKind[] OfRunning =
        [.. Kinds.Except([TileFaultKind.EndlessM, TileFaultKind.EndlessN, TileFaultKind.Shape])];

    /// <summary>A fault somewhere.</summary>
    /// <param name="design">The design: only where there are addends, or a number of slices, are they wrong.</param>
    /// <param name="index">Determines the kind: every one comes in turn.</param>
    /// <param name="random">Determines the place.</param>
    public static TileFault Draw(Design design, int index, Random random)
    {
        TileFaultKind[] kinds =
            [.. design.HasRunTimeSlices ? [TileFaultKind.Slices] : Array.Empty<TileFaultKind>(), .. design.HasAddend ? OfAddends : [], .. Kinds];
        return new TileFault(kinds[index % kinds.Length], random.Next());
    }

    /// <summary>A fault of a job that runs, and whose sizes are those that its streams bring.</summary>
    /// <inheritdoc cref="Draw"/>
    public static TileFault DrawOfRunning(Design design, int index, Random random)
    {
        TileFaultKind[] kinds = [.. OfRunning, .. design.HasAddend ? OfAddends : []];
        return new TileFault(kinds[index % kinds.Length], random.Next());
    }

    /// <summary>The bit of CAUSE.</summary>
    public int CauseBit => Kind switch
    {
        TileFaultKind.Shape => 0,
        TileFaultKind.XShort or TileFaultKind.XEarly => 1,
        TileFaultKind.XLong => 2,
        TileFaultKind.XKeep => 3,
        TileFaultKind.WShort or TileFaultKind.WEarly => 4,
        TileFaultKind.WLong => 5,
        TileFaultKind.WKeep => 6,
        TileFaultKind.CShort => 8,
        TileFaultKind.CLong => 9,
        TileFaultKind.CKeep => 10,
        TileFaultKind.Slices => 11,
        _ => 7,
    };

    /// <summary>True if the job is refused at its start.</summary>
    public bool IsRefused => Kind is TileFaultKind.Shape or TileFaultKind.Slices;

    /// <summary>Of a wrong size or number of slices: a bit by itself, and of which; null if the place determines what is wrong.</summary>
    public (char Size, int Bit)? Extra { get; init; }

    // Bits above those of a number of rows, one at least.
    private uint High(int bits) => ((uint)(Place / 7 % ((1 << (32 - bits)) - 1)) + 1) << bits;

    /// <summary>True if it is ended from outside.</summary>
    public bool Aborts => Kind is TileFaultKind.Abort or TileFaultKind.EndlessM or TileFaultKind.EndlessN;

    /// <summary>The sizes that are written instead of a job's own.</summary>
    public (uint M, uint N, uint K) Sizes(uint m, uint n, uint k, TileSizes tile)
    {
        int which = Place % 7;
        return Kind switch
        {
            TileFaultKind.EndlessM => (Many(m, tile.SizeBits), n, k),
            TileFaultKind.EndlessN => (m, Many(n, tile.SizeBits), k),
            TileFaultKind.Shape when Extra is var (size, bit) =>
                (size == 'M' ? m | 1u << bit : m, size == 'N' ? n | 1u << bit : n, size == 'K' ? k | 1u << bit : k),
            TileFaultKind.Shape => (
                which == 0 ? 0 : which == 1 ? m | High(tile.SizeBits) : m,
                which == 2 ? 0 : which == 3 ? n | High(tile.SizeBits) : n,
                which == 4 ? 0 : which == 5 ? (uint)tile.MaxK + 1 : which == 6 ? k | 1u << (16 + (Place / 7 % 16)) : k),
            _ => (m, n, k),
        };
    }

    /// <summary>What is written to the register PACKETS instead of a job's own: a packet that ends early is a fault only where packets of rows
    /// are not allowed, and rows that never come can be waited for only where they are.</summary>
    public int Packets(int packets) => Kind switch
    {
        TileFaultKind.XEarly => packets & ~TileDevice.XRows,
        TileFaultKind.WEarly => packets & ~TileDevice.WRows,
        TileFaultKind.EndlessM => packets | TileDevice.XRows,
        TileFaultKind.EndlessN => packets | TileDevice.WRows,
        _ => packets,
    };

    /// <summary>The number of slices that is written instead of a job's own.</summary>
    /// <param name="slices">Its own.</param>
    /// <param name="most">That of the tile.</param>
    public uint Slices(uint slices, int most) => Kind != TileFaultKind.Slices ? slices
        : Extra is ('S', var bit) ? slices | 1u << bit
        : (Place % 3) switch
        {
            0 => 0,
            1 => (uint)most + 1,
            _ => slices | High(MostSliceBits),
        };

    /// <summary>The activation stream with the fault in it, if it is there.</summary>
    public IEnumerable<StreamBeat> Activations(IEnumerable<StreamBeat> beats) => Kind switch
    {
        TileFaultKind.XShort => Broken(beats, beat => !beat.EndsRow, Flipped),
        TileFaultKind.XEarly => Broken(beats, IsEarlyEnd, Flipped),
        TileFaultKind.XLong => BrokenEnd(beats, 1),
        TileFaultKind.XKeep => Gapped(beats),
        _ => beats,
    };

    /// <summary>The weight stream with the fault in it, if it is there.</summary>
    /// <param name="beats">The right one.</param>
    /// <param name="passes">Passes in it.</param>
    public IEnumerable<StreamBeat> Weights(IEnumerable<StreamBeat> beats, int passes) => Kind switch
    {
        TileFaultKind.WShort => Broken(beats, beat => !beat.EndsRow, Flipped),
        TileFaultKind.WEarly => Broken(beats, IsEarlyEnd, Flipped),
        TileFaultKind.WLong => BrokenEnd(beats, passes),
        TileFaultKind.WKeep => Gapped(beats),
        _ => beats,
    };

    /// <summary>The stream of addends with the fault in it, if it is there.</summary>
    public IEnumerable<StreamBeat> Addends(IEnumerable<StreamBeat> beats) => Kind switch
    {
        TileFaultKind.CShort => Broken(beats, beat => !beat.Last, Flipped),
        TileFaultKind.CLong => Broken(beats, beat => beat.Last, Flipped),
        TileFaultKind.CKeep => Gapped(beats),
        _ => beats,
    };

    private StreamBeat[] Broken(
        IEnumerable<StreamBeat> beats, Func<StreamBeat, bool> fits, Func<StreamBeat, StreamBeat> broken)
    {
        StreamBeat[] all = [.. beats];
        int[] places = [.. Enumerable.Range(0, all.Length).Where(i => fits(all[i]))];
        if (places.Length > 0)
        {
            int at = places[Place % places.Length];
            all[at] = broken(all[at]) with { IsWrong = true };
        }

        return all;
    }

    // The end of one of a number of equal parts.
    private StreamBeat[] BrokenEnd(IEnumerable<StreamBeat> beats, int parts)
    {
        StreamBeat[] all = [.. beats];
        int at = (((Place % parts) + 1) * all.Length / parts) - 1;
        all[at] = Flipped(all[at]) with { IsWrong = true };
        return all;
    }

    // A larger power of two and fewer rows than the stream brings: without the power the job would end. As many as it
    // brings if there is none.
    private uint Many(uint rows, int bits)
    {
        uint[] powers = [.. Enumerable.Range(LeastBit, bits - LeastBit).Select(bit => 1u << bit).Where(power => power > rows)];
        return powers.Length == 0 ? rows : powers[Place % powers.Length] + ((uint)(Place / 100) % rows);
    }

    private static bool IsEarlyEnd(StreamBeat beat) => beat is { EndsRow: true, Last: false };

    private static StreamBeat Flipped(StreamBeat beat) => beat with { Last = !beat.Last };

    // A byte is missing in one of the beats in which it counts.
    private StreamBeat[] Gapped(IEnumerable<StreamBeat> beats)
    {
        StreamBeat[] all = [.. beats];
        int bytes = all.Max(beat => beat.Keep.Sum(BitOperations.PopCount));
        int gap = Byte ?? Place / 7 % bytes;
        return Broken(all, beat => (beat.Keep[gap / 32] >> (gap % 32) & 1) == 1, beat =>
        {
            uint[] keep = [.. beat.Keep];
            keep[gap / 32] &= ~(1u << (gap % 32));
            return beat with { Keep = keep };
        });
    }
}
