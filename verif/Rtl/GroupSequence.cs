using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Sim.Host;

namespace MixPe.Verif.Rtl;

/// <summary>Groups cut into beats, one or none a cycle, and the cycles in which the shadow register shifts.</summary>
internal sealed class GroupSequence
{
    private readonly Design _design;
    private readonly List<(bool First, bool Last, UInt128 X, UInt128 W)> _beats = [];
    private readonly Dictionary<int, (ushort[] Weights, ushort[] Activations)> _ends = [];
    private readonly List<bool> _shifts = [];

    private GroupSequence(Design design) => _design = design;

    /// <summary>Cycles, a few idle ones at the end included.</summary>
    public int Cycles => _beats.Count;

    /// <summary>Draws groups; a third of the time an idle cycle, and runs without any.</summary>
    public static GroupSequence Draw(Design design, Random random, int groups)
    {
        var sequence = new GroupSequence(design);
        bool isDense = true;
        for (int i = 0; i < groups; i++)
        {
            isDense = random.Next(8) == 0 ? !isDense : isDense;
            var group = GroupCodes.Draw(design, random, finite: false);
            sequence.Add(group, random, isDense);
        }

        for (int i = 0; i < 4; i++)
        {
            sequence.AddIdle(random);
        }

        return sequence;
    }

    /// <summary>What entered in a cycle.</summary>
    public (bool First, bool Last, UInt128 X, UInt128 W) Beat(int cycle) => _beats[cycle];

    /// <summary>The group that ended with the beat of a cycle.</summary>
    public (ushort[] Weights, ushort[] Activations)? EndOf(int cycle) =>
        _ends.TryGetValue(cycle, out var group) ? group : null;

    public bool Shifts(int cycle) => _shifts[cycle];

    public void Write(UnitDrive drive, bool hasWeights)
    {
        for (int t = 0; t < Cycles; t++)
        {
            var (first, last, x, w) = _beats[t];
            drive.Write(t, "first_i", first ? 1u : 0);
            drive.Write(t, "last_i", last ? 1u : 0);
            drive.Write(t, drive["x_i"], x);
            if (hasWeights)
            {
                drive.Write(t, drive["w_i"], w);
            }
        }
    }

    /// <summary>Writes the shift and what comes from the row above.</summary>
    /// <returns>The latter, by cycle.</returns>
    public UInt128[] WriteShift(UnitDrive drive, string port, Random random)
    {
        PortSlice slice = drive[port];
        var above = new UInt128[Cycles];
        for (int t = 0; t < Cycles; t++)
        {
            UInt128 noise = new((ulong)random.NextInt64(), (ulong)random.NextInt64());
            above[t] = noise & ((UInt128.One << slice.Bits) - 1);
            drive.Write(t, slice, above[t]);
            drive.Write(t, "shift_i", Shifts(t) ? 1u : 0);
        }

        return above;
    }

    private void Add((ushort[] Weights, ushort[] Activations) group, Random random, bool isDense)
    {
        int lanes = _design.Lanes;
        int beats = group.Weights.Length / lanes;
        for (int beat = 0; beat < beats; beat++)
        {
            while (!isDense && random.Next(3) == 0)
            {
                AddIdle(random);
            }

            if (beat == beats - 1)
            {
                _ends[Cycles] = group;
            }

            UInt128 x = Pack(group.Activations.AsSpan(beat * lanes, lanes), _design.Activations.Bits);
            UInt128 w = Pack(group.Weights.AsSpan(beat * lanes, lanes), _design.Weights.Bits);
            _beats.Add((beat == 0, beat == beats - 1, x, w));
            _shifts.Add(random.Next(3) == 0);
        }
    }

    // The weights of an idle cycle may be anything.
    private void AddIdle(Random random)
    {
        UInt128 mask = (UInt128.One << (_design.Lanes * _design.Weights.Bits)) - 1;
        _beats.Add((false, false, 0, (ulong)random.NextInt64() & mask));
        _shifts.Add(random.Next(3) == 0);
    }

    private static UInt128 Pack(ReadOnlySpan<ushort> codes, int bits)
    {
        UInt128 packed = 0;
        for (int lane = 0; lane < codes.Length; lane++)
        {
            packed |= (UInt128)codes[lane] << (lane * bits);
        }

        return packed;
    }
}
