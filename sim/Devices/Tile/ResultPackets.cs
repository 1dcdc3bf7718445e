using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Cycles;
using MixPe.Model.Formats;

namespace MixPe.Sim.Devices.Tile;

/// <summary>The result stream: packets that each hold the results of one row of one block.</summary>
public static class ResultPackets
{
    /// <summary>The stream as a tile has to give it; docs/tile.md says how.</summary>
    /// <param name="design">The design.</param>
    /// <param name="job">The sizes.</param>
    /// <param name="outputs">[M, N] bit patterns.</param>
    public static IEnumerable<StreamBeat> Of(Design design, TileJob job, uint[] outputs)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(job);
        return Packets(design, job, outputs, design.Output.Bits);
    }

    /// <summary>The stream of addends, which is that of results but for the width of a number; docs/tile.md says how.</summary>
    /// <param name="design">The design.</param>
    /// <param name="job">The sizes.</param>
    /// <param name="addends">[M, N] bit patterns of binary32.</param>
    public static IEnumerable<StreamBeat> Addends(Design design, TileJob job, uint[] addends)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(job);
        return Packets(design, job, addends, NumberFormats.Fp32.Bits);
    }

    /// <summary>[M, N] bit patterns.</summary>
    /// <exception cref="ArrayDeviceException">A packet is missing, too long or too short, or there is one too many.
    /// </exception>
    internal static uint[] Values(Design design, TileJob job, IReadOnlyList<StreamBeat> beats)
    {
        uint[] y = new uint[job.M * job.N];
        int at = 0;
        foreach (var (row, column, count) in Order(design, job))
        {
            at = Packet(design, beats, at, y.AsSpan((row * job.N) + column, count));
        }

        return at == beats.Count
            ? y
            : throw new ArrayDeviceException($"{beats.Count - at} beats of results too many");
    }

    private static IEnumerable<StreamBeat> Packets(Design design, TileJob job, uint[] values, int bits) =>
        Order(design, job).SelectMany(packet => OperandStreams.Beats(
            design.Tile.YWords * bits, bits, packet.Count, i => values[(packet.Row * job.N) + packet.Column + i], isEnd: true));

    private static IEnumerable<(int Row, int Column, int Count)> Order(Design design, TileJob job)
    {
        int rowsOfPass = new TileShape(design).Timing.PassRows;
        for (int pass = 0; pass < job.M; pass += rowsOfPass)
        {
            for (int column = 0; column < job.N; column += design.Columns)
            {
                for (int row = pass; row < Math.Min(job.M, pass + rowsOfPass); row++)
                {
                    yield return (row, column, Math.Min(design.Columns, job.N - column));
                }
            }
        }
    }

    private static int Packet(Design design, IReadOnlyList<StreamBeat> beats, int at, Span<uint> y)
    {
        int words = design.Tile.YWords;
        int bits = design.Output.Bits;
        for (int done = 0; done < y.Length; done += words, at++)
        {
            if (at >= beats.Count)
            {
                throw new ArrayDeviceException($"the results end after {at} beats");
            }

            StreamBeat beat = beats[at];
            int here = Math.Min(words, y.Length - done);
            if (beat.Last != (done + here == y.Length))
            {
                throw new ArrayDeviceException($"beat {at} of the results: tlast is {beat.Last}");
            }

            for (int b = 0; b < words * bits / 8; b++)
            {
                if ((beat.Keep[b / 32] >> (b % 32) & 1) != (b < here * bits / 8 ? 1u : 0u))
                {
                    throw new ArrayDeviceException($"beat {at} of the results: tkeep of byte {b}");
                }
            }

            for (int i = 0; i < here; i++)
            {
                int bit = i * bits;
                y[done + i] = beat.Data[bit / 32] >> (bit % 32) & (uint)((1UL << bits) - 1);
            }
        }

        return at;
    }
}
