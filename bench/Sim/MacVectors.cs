using System.Numerics;
using System.Runtime.InteropServices;
using MixPe.Sim.Host;

namespace MixPe.Bench.Sim;

/// <summary>Vectors of a multiply-accumulate unit of one lane, UINT4 by INT8 into 19 bits, and what it must answer.
/// Vector i holds weight i mod 16, activation i/16 mod 256, and a state of scrambled bits of i.</summary>
/// <remarks>A record is three words, state, activation and weight; the processor's vectors run across records.</remarks>
internal sealed class MacVectors
{
    private const int Fields = 3;
    private const uint Scramble = 0x9e3779b1;
    private const uint StateMask = 0x7ffff;

    private readonly uint[] _index = new uint[Fields * Vector<uint>.Count];
    private readonly uint[] _state = new uint[Fields * Vector<uint>.Count];
    private readonly uint[] _activation = new uint[Fields * Vector<uint>.Count];
    private readonly uint[] _weight = new uint[Fields * Vector<uint>.Count];

    /// <summary>Checks the layout of the records.</summary>
    /// <exception cref="ArgumentException">The module is not that unit.</exception>
    public MacVectors(RecordLayout layout)
    {
        bool fits = layout.InputWords == Fields && layout.OutputWords == 1
            && layout["state_i"] is { Offset: 0, Bits: 19 } && layout["x_i"] is { Offset: 1, Bits: 8 }
            && layout["w_i"] is { Offset: 2, Bits: 4 } && layout["state_o"].Bits == 19;
        if (!fits)
        {
            throw new ArgumentException($"module {layout.Module.Name} is no multiply-accumulate unit of one W4A8 lane");
        }

        for (int word = 0; word < _index.Length; word++)
        {
            _index[word] = (uint)(word / Fields);
            _state[word] = word % Fields == 0 ? StateMask : 0;
            _activation[word] = word % Fields == 1 ? 255u : 0;
            _weight[word] = word % Fields == 2 ? 15u : 0;
        }
    }

    /// <summary>Weight, activation and state of one vector.</summary>
    public static (uint Weight, uint Activation, uint State) At(uint code) =>
        (code & 15, (code >> 4) & 255, (code * Scramble) >> 13);

    /// <summary>What the unit must answer: state + weight·activation, modulo 2^19.</summary>
    public static uint Expected(uint weight, uint activation, uint state) =>
        (state + (weight * (uint)(sbyte)activation)) & StateMask;

    /// <summary>Writes records.</summary>
    /// <param name="records">A multiple of <see cref="Vector{T}.Count"/> records.</param>
    /// <param name="first">Number of the first vector.</param>
    public void Fill(Span<uint> records, uint first)
    {
        Span<Vector<uint>> blocks = MemoryMarshal.Cast<uint, Vector<uint>>(records);
        var (codes0, codes1, codes2) = (Of(_index, 0), Of(_index, 1), Of(_index, 2));
        var (state0, state1, state2) = (Of(_state, 0), Of(_state, 1), Of(_state, 2));
        var (x0, x1, x2) = (Of(_activation, 0), Of(_activation, 1), Of(_activation, 2));
        var (w0, w1, w2) = (Of(_weight, 0), Of(_weight, 1), Of(_weight, 2));
        for (int i = 0; i + Fields <= blocks.Length; i += Fields)
        {
            var code = new Vector<uint>(first);
            blocks[i] = Record(code + codes0, state0, x0, w0);
            blocks[i + 1] = Record(code + codes1, state1, x1, w1);
            blocks[i + 2] = Record(code + codes2, state2, x2, w2);
            first += (uint)Vector<uint>.Count;
        }
    }

    /// <summary>The number of answers that differ from the golden ones.</summary>
    /// <param name="answers">A multiple of <see cref="Vector{T}.Count"/> of them.</param>
    /// <param name="first">Number of the first vector.</param>
    public static ulong Mismatches(ReadOnlySpan<uint> answers, uint first)
    {
        Vector<uint> code = Vector<uint>.Indices + new Vector<uint>(first);
        Vector<uint> equal = Vector<uint>.Zero;
        foreach (Vector<uint> answer in MemoryMarshal.Cast<uint, Vector<uint>>(answers))
        {
            Vector<uint> weight = code & new Vector<uint>(15);
            Vector<uint> activation = ((code.As<uint, int>() << 20) >> 24).As<int, uint>();
            Vector<uint> state = (code * Scramble) >>> 13;
            Vector<uint> expected = (state + (weight * activation)) & new Vector<uint>(StateMask);
            equal -= Vector.Equals(expected, answer);
            code += new Vector<uint>((uint)Vector<uint>.Count);
        }

        return (ulong)answers.Length - Vector.Sum(equal);
    }

    private static Vector<uint> Record(Vector<uint> code, Vector<uint> state, Vector<uint> x, Vector<uint> w) =>
        (((code * Scramble) >>> 13) & state) | ((code >>> 4) & x) | (code & w);

    private static Vector<uint> Of(uint[] words, int block) => new(words, block * Vector<uint>.Count);
}
