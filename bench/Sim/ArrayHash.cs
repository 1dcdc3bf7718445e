using MixPe.Sim.Host;

namespace MixPe.Bench.Sim;

/// <summary>A hash over the handshake and all valid results of every cycle after reset; array.cpp has the same.
/// </summary>
/// <param name="layout">The array's ports; results are of 32 bits, so a word each.</param>
internal sealed class ArrayHash(RecordLayout layout)
{
    private readonly int _ready = layout["ready_o"].Offset;
    private readonly int _valid = layout["y_valid_o"].Offset;
    private readonly int _y = layout["y_o"].Offset;
    private readonly int _columns = layout["y_o"].Words;

    /// <summary>The hash so far.</summary>
    public ulong Value { get; private set; }

    /// <summary>Adds cycles.</summary>
    /// <param name="records">Their output records.</param>
    public void Add(ReadOnlySpan<uint> records)
    {
        ulong hash = Value;
        for (; !records.IsEmpty; records = records[layout.OutputWords..])
        {
            hash = Next(hash, records[_ready], records[_valid], records.Slice(_y, _columns));
        }

        Value = hash;
    }

    /// <summary>Adds one cycle.</summary>
    public void Add(uint ready, uint valid, ReadOnlySpan<uint> results) => Value = Next(Value, ready, valid, results);

    private static ulong Next(ulong hash, uint ready, uint valid, ReadOnlySpan<uint> results)
    {
        hash = (((hash * 31) + ready) * 31) + valid;
        for (int c = 0; c < results.Length; c++)
        {
            hash = (hash * 31) + (results[c] & (0 - ((valid >> c) & 1)));
        }

        return hash;
    }
}
