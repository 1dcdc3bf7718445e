using MixPe.Generator.Designs;

namespace MixPe.Sim.Devices.Tile;

/// <summary>Puts the packets of a result stream where they belong: each holds the results of one row of one block.
/// </summary>
internal sealed class ResultPackets(Design design, int m, int n)
{
    private int RowsOfPass => design.Rows * design.Tile.RowBlocks;

    private int BlockColumns => design.Columns;

    /// <summary>Packets of the job.</summary>
    private long Packets => (long)m * ((n + BlockColumns - 1) / BlockColumns);

    private long _packets;
    private int _seen;

    internal bool IsComplete(List<StreamBeat> beats)
    {
        for (; _seen < beats.Count; _seen++)
        {
            _packets += beats[_seen].Last ? 1 : 0;
        }

        return _packets >= Packets;
    }

    internal uint[] Values(List<StreamBeat> beats)
    {
        uint[] y = new uint[m * n];
        int at = 0;
        foreach (var (row, column, count) in Order())
        {
            at = Packet(beats, at, y.AsSpan((row * n) + column, count));
        }

        return at == beats.Count
            ? y
            : throw new ArrayDeviceException($"{beats.Count - at} beats of results too many");
    }

    private IEnumerable<(int Row, int Column, int Count)> Order()
    {
        for (int pass = 0; pass < m; pass += RowsOfPass)
        {
            for (int column = 0; column < n; column += BlockColumns)
            {
                for (int row = pass; row < Math.Min(m, pass + RowsOfPass); row++)
                {
                    yield return (row, column, Math.Min(BlockColumns, n - column));
                }
            }
        }
    }

    private int Packet(List<StreamBeat> beats, int at, Span<uint> y)
    {
        int words = design.Tile.YWords;
        int bytes = design.Output.Bits / 8;
        for (int done = 0; done < y.Length; done += words, at++)
        {
            StreamBeat beat = beats[at];
            int here = Math.Min(words, y.Length - done);
            if (beat.Last != (done + here == y.Length))
            {
                throw new ArrayDeviceException($"beat {at} of the results: tlast is {beat.Last}");
            }

            for (int b = 0; b < words * bytes; b++)
            {
                if ((beat.Keep[b / 32] >> (b % 32) & 1) != (b < here * bytes ? 1u : 0u))
                {
                    throw new ArrayDeviceException($"beat {at} of the results: tkeep of byte {b}");
                }
            }

            for (int i = 0; i < here; i++)
            {
                int bit = i * design.Output.Bits;
                y[done + i] = (uint)((ulong)beat.Data[bit / 32] >> (bit % 32)) & (uint)((1UL << design.Output.Bits) - 1);
            }
        }

        return at;
    }
}
