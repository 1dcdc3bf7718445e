using MixPe.Generator.Designs;
using MixPe.Sim.Host;

namespace MixPe.Bench.Sim;

/// <summary>One GEMM tile after the other, without a pause: groups of full length, operands and scales drawn at random
/// for every cycle. array.cpp draws the same numbers in the same order.</summary>
/// <remarks>A tile is Rows × (<see cref="GroupsPerTile"/>·G) by (<see cref="GroupsPerTile"/>·G) × Columns.</remarks>
internal sealed class ArrayStimulus
{
    /// <summary>Cycles of reset at the start.</summary>
    public const int Reset = 2;

    /// <summary>Groups along K of each tile.</summary>
    public const int GroupsPerTile = 2;

    // Scales below 2: no NaN and no infinity.
    private const ulong ScaleMask = 0x3fff3fff3fff3fff;

    private ulong _state = 0x9e3779b97f4a7c15;

    /// <summary>Checks that the array can be fed without a pause.</summary>
    /// <exception cref="ArgumentException">A group has fewer beats than the array has rows, or the ports are not
    /// whole draws of 64 bits.</exception>
    public ArrayStimulus(RecordLayout layout, Design design)
    {
        Layout = layout;
        Beats = design.Group / design.Lanes;
        Operands =
        [
            (layout["x_i"], ulong.MaxValue), (layout["w_i"], ulong.MaxValue), (layout["zero_i"], ulong.MaxValue),
            (layout["scale_i"], ScaleMask), (layout["x_scale_i"], ScaleMask),
        ];
        if (Beats < design.Rows || Operands.Any(operand => operand.Port.Bits % 64 != 0))
        {
            throw new ArgumentException($"module {layout.Module.Name} cannot be fed a beat of whole words every cycle");
        }
    }

    /// <summary>The records' layout.</summary>
    public RecordLayout Layout { get; }

    /// <summary>Beats of a group.</summary>
    public int Beats { get; }

    /// <summary>The ports that are drawn, in order, with the bits that may be set.</summary>
    public IReadOnlyList<(PortSlice Port, ulong Mask)> Operands { get; }

    /// <summary>What the handshake ports carry in a cycle.</summary>
    public (bool Runs, bool Last, bool End) At(long cycle)
    {
        long beat = cycle - Reset;
        bool last = beat >= 0 && beat % Beats == Beats - 1;
        return (beat >= 0, last, last && beat / Beats % GroupsPerTile == GroupsPerTile - 1);
    }

    /// <summary>Writes the next records; call for all cycles in order.</summary>
    public void Fill(Span<uint> records, long firstCycle)
    {
        var (reset, valid, last, end) = (
            Layout["rst_ni"].Offset, Layout["valid_i"].Offset, Layout["last_i"].Offset, Layout["end_i"].Offset);
        for (long cycle = firstCycle; !records.IsEmpty; cycle++)
        {
            Span<uint> record = records[..Layout.InputWords];
            var (runs, isLast, isEnd) = At(cycle);
            record[reset] = runs ? 1u : 0;
            record[valid] = runs ? 1u : 0;
            record[last] = isLast ? 1u : 0;
            record[end] = isEnd ? 1u : 0;
            for (int i = 0; i < Operands.Count; i++)
            {
                var (port, mask) = Operands[i];
                Draw(port.Of(record), mask);
            }

            records = records[Layout.InputWords..];
        }
    }

    /// <summary>Draws the words of one port.</summary>
    public void Draw(Span<uint> words, ulong mask)
    {
        for (int i = 0; i < words.Length; i += 2)
        {
            // Marsaglia's xorshift64.
            _state ^= _state << 13;
            _state ^= _state >> 7;
            _state ^= _state << 17;
            words[i] = (uint)(_state & mask);
            words[i + 1] = (uint)((_state & mask) >> 32);
        }
    }
}
