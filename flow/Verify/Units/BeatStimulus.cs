using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>Plays cycles to a PE or an activation sum and follows its registers: what it passes on, and the shadow
/// register, which takes a group's result, or what is above it, or stays.</summary>
internal static class BeatStimulus
{
    /// <summary>For a PE: operands are in its registers one cycle after they enter, and behind its pipeline as many
    /// cycles later as that has registers; a reset clears the marks on their way.</summary>
    public static Stimulus ForPe(RecordLayout layout, Datapath path, IReadOnlyList<Beat> beats)
    {
        var stimulus = new Stimulus(layout, beats.Count);
        var shadow = new Shadow(path.StateWidth);
        int latency = path.Design.Pipeline;
        for (int t = 0; t < beats.Count; t++)
        {
            Beat beat = beats[t];
            WriteOperands(stimulus, path, t, beat);
            WriteMarks(stimulus, t, beat);
            WriteCodes(stimulus, t, "w_i", Word(path, beat), path.Design.Weights.CodeBits);
            stimulus.Set(t, "rst_ni", beat.IsReset ? 0u : 1);
            WriteAbove(stimulus, t, "dot_i", beat);
            if (t > 0)
            {
                Beat before = beats[t - 1];
                stimulus.Expect(t, "first_o", before.First && !before.IsReset ? 1u : 0);
                stimulus.Expect(t, "last_o", before.Last && !before.IsReset ? 1u : 0);
                ExpectCodes(stimulus, t, "x_o", before.X, path.Design.Activations.Bits);
                ExpectCodes(stimulus, t, "w_o", Word(path, before), path.Design.Weights.CodeBits);
            }

            shadow.Expect(stimulus, t, "dot_o");
            bool isCut = beats.Skip(t - latency).Take(latency).Any(passed => passed.IsReset);
            shadow.Step(
                t >= latency && beats[t - latency].Ended is { } group && !isCut
                    ? GroupState.Dot(path, group.Weights, group.Activations)
                    : null,
                beat);
        }

        return stimulus;
    }

    /// <summary>For an activation sum: a beat's marks come as many cycles later as the pipeline has registers more than
    /// one.</summary>
    public static Stimulus ForSum(RecordLayout layout, Datapath path, IReadOnlyList<Beat> beats)
    {
        var stimulus = new Stimulus(layout, beats.Count);
        var shadow = new Shadow(path.SumStateWidth);
        for (int t = 0; t < beats.Count; t++)
        {
            Beat beat = beats[t];
            Beat? marked = t >= path.PipelineRegisters ? beats[t - path.PipelineRegisters] : null;
            WriteOperands(stimulus, path, t, beat);
            WriteMarks(stimulus, t, marked is { IsReset: false } ? marked : null);
            WriteAbove(stimulus, t, "sum_i", beat);
            shadow.Expect(stimulus, t, "sum_o");
            shadow.Step(marked?.Ended is { } group ? GroupState.Sum(path, group.Activations) : null, beat);
        }

        return stimulus;
    }

    private static ushort[] Word(Datapath path, Beat beat) =>
        OutlierWord.Words(path.Design.Weights, beat.W, path.Design.Lanes);

    private static void WriteMarks(Stimulus stimulus, int t, Beat? beat)
    {
        stimulus.Set(t, "first_i", beat is { First: true } ? 1u : 0);
        stimulus.Set(t, "last_i", beat is { Last: true } ? 1u : 0);
    }

    private static void WriteOperands(Stimulus stimulus, Datapath path, int t, Beat beat)
    {
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
