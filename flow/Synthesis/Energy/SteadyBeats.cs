using MixPe.Flow.Verify.Units;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;

namespace MixPe.Flow.Synthesis.Energy;

/// <summary>Groups of a quantized GEMM as they come to a PE, or to a row's activation sum, in the middle of an output-stationary array. Where
/// dequantization takes longer than a group's beats, the last of them waits: activations are zero in the meantime, and weights stay.</summary>
internal sealed class SteadyBeats
{
    private const int ResetCycles = 2;

    // A thousand products in each lane, of a few groups at least.
    private const int Beats = 1024;
    private const int LeastGroups = 8;

    private readonly Design _design;
    private readonly List<Beat> _cycles = [];
    private readonly Random _random = new(2);
    private ushort[] _weights;
    private UInt128 _above;
    private int _shiftStart = int.MaxValue;

    private SteadyBeats(Design design)
    {
        _design = design;
        _weights = new ushort[design.Lanes];
    }

    /// <summary>The cycles, the first of which that counts, and the one after the last.</summary>
    /// <param name="design">The design.</param>
    public static (IReadOnlyList<Beat> Cycles, int Start, int End) Of(Design design)
    {
        SteadyBeats steady = new(design);
        int pace = GroupPace.Cycles(design);
        int beats = design.Group / design.Lanes;

        // Registers are filled, and a result has left.
        int warm = (design.Pipeline + pace + 1) / pace;
        int groups = warm + Math.Max(LeastGroups, (Beats + beats - 1) / beats);
        GemmOperands operands = QuantizedNormal.Operands(design, groups, groups, design.Group);
        for (int i = 0; i < ResetCycles; i++)
        {
            steady.Add(null, null, isReset: true);
        }

        for (int group = 0; group < groups; group++)
        {
            Range codes = (group * design.Group)..((group + 1) * design.Group);
            steady.Add(new BeatGroup(operands.Weights[codes], operands.Activations[codes], 0, 0, 0, -1, group), pace - beats);
        }

        return (steady._cycles, ResetCycles + (warm * pace), ResetCycles + (groups * pace));
    }

    private void Add(BeatGroup group, int waits)
    {
        int beats = group.Weights.Length / _design.Lanes;
        for (int beat = 0; beat < beats; beat++)
        {
            for (int i = 0; i < waits && beat == beats - 1; i++)
            {
                Add(null, null, isReset: false);
            }

            Add(group, beat, isReset: false);
        }

        // Results of the rows above, half of those of the band, come by as soon as this one is in the shadow register.
        _shiftStart = _cycles.Count + _design.Pipeline;
    }

    private void Add(BeatGroup? group, int? beat, bool isReset)
    {
        bool isShift = _cycles.Count >= _shiftStart && _cycles.Count < _shiftStart + (_design.BandRows / 2);
        _above = isShift ? new UInt128((ulong)_random.NextInt64(), (ulong)_random.NextInt64()) : _above;
        ushort[] x = new ushort[_design.Lanes];
        if (group is not null)
        {
            Range lanes = (beat!.Value * _design.Lanes)..((beat.Value + 1) * _design.Lanes);
            x = group.Activations[lanes];
            _weights = group.Weights[lanes];
        }

        bool isLast = group is not null && (beat + 1) * _design.Lanes == group.Weights.Length;
        _cycles.Add(new Beat(group is not null && beat == 0, isLast, x, _weights, isShift, _above, isReset, isLast ? group : null));
    }
}
