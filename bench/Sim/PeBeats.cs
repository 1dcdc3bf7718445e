using MixPe.Generator.Designs;
using MixPe.Sim.Host;

namespace MixPe.Bench.Sim;

/// <summary>A beat every cycle for a PE of one W4A8 lane, group after group; beat i is weight i mod 16 and activation
/// i/16 mod 256. pe.cpp drives the same.</summary>
internal sealed class PeBeats
{
    /// <summary>Cycles of reset at the start.</summary>
    public const int Reset = 2;

    private readonly RecordLayout _layout;
    private readonly int _reset;
    private readonly int _first;
    private readonly int _last;
    private readonly int _x;
    private readonly int _w;

    /// <summary>Beats for a design's PE.</summary>
    /// <exception cref="ArgumentException">It has more lanes than one, or other formats.</exception>
    public PeBeats(RecordLayout layout, Design design)
    {
        if (layout["x_i"].Bits != 8 || layout["w_i"].Bits != 4 || layout["dot_o"].Bits != 19)
        {
            throw new ArgumentException($"module {layout.Module.Name} is no PE of one W4A8 lane");
        }

        _layout = layout;
        Group = design.Group;
        (_reset, _first, _last) = (layout["rst_ni"].Offset, layout["first_i"].Offset, layout["last_i"].Offset);
        (_x, _w) = (layout["x_i"].Offset, layout["w_i"].Offset);
    }

    /// <summary>Beats of a group.</summary>
    public int Group { get; }

    /// <summary>Activation and weight of a beat.</summary>
    public static (uint X, uint W) At(long beat) => ((uint)(beat >> 4) & 255, (uint)beat & 15);

    /// <summary>Whether a beat begins its group, and whether it ends it.</summary>
    public (bool First, bool Last) Edges(long beat) => (beat % Group == 0, beat % Group == Group - 1);

    /// <summary>Writes records.</summary>
    /// <param name="records">Whole records, zero where no beat writes.</param>
    /// <param name="firstCycle">The first one's cycle.</param>
    public void Fill(Span<uint> records, long firstCycle)
    {
        int words = _layout.InputWords;
        long beat = firstCycle - Reset;

        // Counted, not divided: a division a cycle would cost as much as the PE. Negative during reset.
        int place = (int)(beat % Group);
        for (; !records.IsEmpty; beat++, records = records[words..])
        {
            Span<uint> record = records[..words];
            var (x, w) = At(beat);
            record[_reset] = beat >= 0 ? 1u : 0;
            record[_first] = beat >= 0 && place == 0 ? 1u : 0;
            record[_last] = beat >= 0 && place == Group - 1 ? 1u : 0;
            record[_x] = x;
            record[_w] = w;
            place = place == Group - 1 ? 0 : place + 1;
        }
    }
}
