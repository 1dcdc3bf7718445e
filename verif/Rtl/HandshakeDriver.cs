using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using MixPe.Sim.Host;

namespace MixPe.Verif.Rtl;

/// <summary>Offers beats one cycle at a time, as the array's own ready_o lets it, with idle cycles full of noise.
/// </summary>
/// <param name="model">The array.</param>
/// <param name="design">The design.</param>
/// <param name="random">Source of idle cycles and noise.</param>
/// <param name="idlePercent">Idle cycles out of a hundred.</param>
internal sealed class HandshakeDriver(VerilatedModel model, Design design, Random random, int idlePercent)
{
    private readonly RecordLayout _layout = model.Layout;

    /// <summary>A whole GEMM of one tile.</summary>
    /// <returns>[M, N] results; as many as leave the array until none is missing.</returns>
    /// <exception cref="InvalidOperationException">Results are missing, or there are too many.</exception>
    public uint[] Multiply(GemmOperands o)
    {
        var results = new uint[o.M * o.N];
        var received = new int[o.N];
        IReadOnlyList<uint[]> beats = BeatRecords.Of(_layout, design, o);
        int next = 0;
        int idle = 0;

        // A while longer than it takes, to see a result too many.
        while (next < beats.Count || idle++ < (2 * design.Rows) + design.Columns + 16)
        {
            next += Step(next < beats.Count ? beats[next] : null, outputs => Collect(outputs, results, received, o));
        }

        return received.All(count => count == design.Rows)
            ? results
            : throw new InvalidOperationException($"columns delivered {string.Join(", ", received)} results");
    }

    /// <summary>The first cycles of a GEMM, its results thrown away.</summary>
    public void Abandon(GemmOperands o, int cycles)
    {
        IReadOnlyList<uint[]> beats = BeatRecords.Of(_layout, design, o);
        int next = 0;
        for (int i = 0; i < cycles; i++)
        {
            next += Step(next < beats.Count ? beats[next] : null, _ => { });
        }
    }

    // One cycle; 1 if the beat was taken.
    private int Step(uint[]? beat, Action<uint[]> collect)
    {
        bool isOffered = beat is not null && random.Next(100) >= idlePercent;
        uint[] outputs = _layout.NewOutputs(1);
        model.Run(isOffered ? beat! : Noise(), outputs, 1);
        collect(outputs);
        return isOffered && _layout["ready_o"].Read(outputs) != 0 ? 1 : 0;
    }

    private uint[] Noise()
    {
        uint[] record = _layout.NewInputs(1);
        foreach (PortSlice port in _layout.Inputs.Where(port => port.Name is not ("rst_ni" or "valid_i")))
        {
            for (int bit = 0; bit < port.Bits; bit++)
            {
                port.WriteField(record, bit, 1, (ulong)random.Next(2));
            }
        }

        return record;
    }

    private void Collect(uint[] outputs, uint[] results, int[] received, GemmOperands o)
    {
        for (int column = 0; column < o.N; column++)
        {
            if (_layout["y_valid_o"].ReadField(outputs, column, 1) == 0)
            {
                continue;
            }

            // From the bottom row up.
            int row = o.M - 1 - received[column]++;
            if (row < 0)
            {
                throw new InvalidOperationException($"column {column} delivers a result too many");
            }

            int bits = design.Output.Bits;
            results[(row * o.N) + column] = (uint)_layout["y_o"].ReadField(outputs, column * bits, bits);
        }
    }
}
