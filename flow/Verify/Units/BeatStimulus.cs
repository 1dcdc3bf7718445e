using MixPe.Generator.Rtl;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>Plays cycles to a PE or an activation sum and follows its registers: what it passes on, and the shadow
/// register, which takes a group's result, or what is above it, or stays.</summary>
internal static class BeatStimulus
{
    /// <summary>For a PE: operands are in its registers one cycle after they enter.</summary>
    public static Stimulus ForPe(RecordLayout layout, Datapath path, IReadOnlyList<Beat> beats)
    {
        var stimulus = new Stimulus(layout, beats.Count);
        var shadow = new Shadow(path.StateWidth);
        Beat? before = null;
        for (int t = 0; t < beats.Count; t++)
        {
            Beat beat = beats[t];
            WriteBeat(stimulus, path, t, beat);
            WriteCodes(stimulus, t, "w_i", beat.W, path.Design.Weights.Bits);
            stimulus.Set(t, "rst_ni", beat.IsReset ? 0u : 1);
            WriteAbove(stimulus, t, "dot_i", beat);
            if (before is not null)
            {
                stimulus.Expect(t, "first_o", before.First && !before.IsReset ? 1u : 0);
                stimulus.Expect(t, "last_o", before.Last && !before.IsReset ? 1u : 0);
                ExpectCodes(stimulus, t, "x_o", before.X, path.Design.Activations.Bits);
                ExpectCodes(stimulus, t, "w_o", before.W, path.Design.Weights.Bits);
            }

            shadow.Expect(stimulus, t, "dot_o");
            shadow.Step(
                before is { Ended: { } group, IsReset: false }
                    ? GroupState.Dot(path, group.Weights, group.Activations)
                    : null,
                beat);
            before = beat;
        }

        return stimulus;
    }

    /// <summary>For an activation sum.</summary>
    public static Stimulus ForSum(RecordLayout layout, Datapath path, IReadOnlyList<Beat> beats)
    {
        var stimulus = new Stimulus(layout, beats.Count);
        var shadow = new Shadow(path.SumStateWidth);
        for (int t = 0; t < beats.Count; t++)
        {
            Beat beat = beats[t];
            WriteBeat(stimulus, path, t, beat);
            WriteAbove(stimulus, t, "sum_i", beat);
            shadow.Expect(stimulus, t, "sum_o");
            shadow.Step(beat.Ended is { } group ? GroupState.Sum(path, group.Activations) : null, beat);
        }

        return stimulus;
    }

    private static void WriteBeat(Stimulus stimulus, Datapath path, int t, Beat beat)
    {
        stimulus.Set(t, "first_i", beat.First ? 1u : 0);
        stimulus.Set(t, "last_i", beat.Last ? 1u : 0);
        stimulus.Set(t, "shift_i", beat.Shift ? 1u : 0);
        WriteCodes(stimulus, t, "x_i", beat.X, path.Design.Activations.Bits);
    }

    // What is above is looked at by a shift alone.
    private static void WriteAbove(Stimulus stimulus, int t, string port, Beat beat)
    {
        stimulus.Set(t, port, beat.Above);
        if (!beat.Shift)
        {
            stimulus.SetFree(t, port);
        }
    }

    private static void WriteCodes(Stimulus stimulus, int t, string port, ushort[] codes, int bits)
    {
        PortSlice slice = stimulus.Layout[port];
        for (int lane = 0; lane < codes.Length; lane++)
        {
            if (codes[lane] != 0)
            {
                stimulus.SetField(t, slice, lane * bits, bits, codes[lane]);
            }
        }
    }

    private static void ExpectCodes(Stimulus stimulus, int t, string port, ushort[] codes, int bits)
    {
        PortSlice slice = stimulus.Layout[port];
        stimulus.ExpectZero(t, slice);
        for (int lane = 0; lane < codes.Length; lane++)
        {
            if (codes[lane] != 0)
            {
                stimulus.ExpectField(t, slice, lane * bits, bits, codes[lane]);
            }
        }
    }

    private sealed class Shadow(int width)
    {
        private UInt128 _value;
        private UInt128 _care;

        public void Expect(Stimulus stimulus, int t, string port) => stimulus.Expect(t, port, _value, _care);

        public void Step((UInt128 Value, UInt128 Care)? ended, Beat beat)
        {
            if (ended is not null)
            {
                (_value, _care) = ended.Value;
            }
            else if (beat.Shift)
            {
                (_value, _care) = (beat.Above & GroupState.Mask(width), UInt128.MaxValue);
            }
        }
    }
}
