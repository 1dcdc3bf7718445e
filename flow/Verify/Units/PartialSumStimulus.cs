using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>Plays groups to the PE or the activation sum of a weight-stationary array: the unit is given the last beat of
/// each, and the partial sum of those before it from above.</summary>
internal static class PartialSumStimulus
{
    /// <summary>For a PE. Each group brings its weights; idle cycles bring others that nothing meets.</summary>
    public static Stimulus ForPe(RecordLayout layout, Datapath path, IReadOnlyList<BeatGroup> groups)
    {
        List<Cycle> cycles = Cycles(groups);

        // A partial sum meets the activations behind the pipeline.
        int meets = path.Design.Pipeline;
        var stimulus = new Stimulus(layout, cycles.Count + meets + 2);
        int wBits = path.Design.Weights.CodeBits;
        bool isShared = path.Design.SharedColumns > 1;
        var noise = new Random(groups.Count);

        // The weights in the PE; null for any.
        ushort[]? loaded = null;
        for (int t = 0; t < stimulus.Cycles; t++)
        {
            stimulus.SetNoise(t, noise);
            Cycle now = At(cycles, t);
            Cycle before = At(cycles, t - 1);

            // Weights that are there already need not come again.
            bool isNew = now.Group is { } beat && !(loaded is { } codes && codes.AsSpan().SequenceEqual(LastBeat(path, beat.Weights)));
            bool loads = isNew || noise.Next(2) == 0;
            stimulus.Set(t, "load_i", loads ? 1u : 0);
            if (loads)
            {
                loaded = now.Group is { } ours ? LastBeat(path, ours.Weights) : null;
            }

            if (now.Group is { } brings && loads)
            {
                WriteCodes(
                    stimulus, t, "w_i", OutlierWord.Words(path.Design.Weights, LastBeat(path, brings.Weights), path.Design.Lanes), wBits);
            }
            else if (!loads)
            {
                stimulus.SetFree(t, "w_i");
            }

            // Shared registers are before the PE: activations come a cycle after their weights, and are not handed on.
            Cycle enters = isShared ? before : now;
            WriteBeat(stimulus, path, t, enters, At(cycles, t - meets), "dot_i", group => Above(path, group));
            if (enters.Group is { } entering)
            {
                PairSumPort.Write(stimulus, t, path.Design, LastBeat(path, entering.Activations));
            }
            else
            {
                PairSumPort.SetFree(stimulus, t, path.Design);
            }

            if (!isShared)
            {
                ExpectHandedOn(stimulus, path, t, before);
            }

            if (At(cycles, t - meets - 1).Group is { } done)
            {
                var (value, care) = GroupState.Dot(path, done.Weights, done.Activations);
                stimulus.Expect(t, "dot_o", value, care);
            }
        }

        return stimulus;
    }

    private static void ExpectHandedOn(Stimulus stimulus, Datapath path, int t, Cycle before)
    {
        if (t > 0)
        {
            stimulus.Expect(t, "load_o", stimulus.Input(t - 1, "load_i"));
        }

        if (before.Group is { } passed)
        {
            ExpectCodes(stimulus, t, "x_o", LastBeat(path, passed.Activations), path.Design.Activations.Bits);
        }
    }

    /// <summary>For an activation sum: the partial sum comes with the activations.</summary>
    public static Stimulus ForSum(RecordLayout layout, Datapath path, IReadOnlyList<BeatGroup> groups)
    {
        List<Cycle> cycles = Cycles(groups);
        int meets = path.PipelineRegisters;
        var stimulus = new Stimulus(layout, cycles.Count + meets + 1);
        var noise = new Random(groups.Count);
        for (int t = 0; t < stimulus.Cycles; t++)
        {
            stimulus.SetNoise(t, noise);
            Cycle now = At(cycles, t);
            WriteBeat(
                stimulus, path, t, now, At(cycles, t - meets), "sum_i",
                group => GroupState.Sum(path, Prefix(path, group.Activations)));
            if (At(cycles, t - meets - 1).Group is { } done)
            {
                var (value, care) = GroupState.Sum(path, done.Activations);
                stimulus.Expect(t, "sum_o", value, care);
            }
        }

        return stimulus;
    }

    private static void WriteBeat(
        Stimulus stimulus, Datapath path, int t, Cycle beat, Cycle summed, string port,
        Func<BeatGroup, (UInt128 Value, UInt128 Care)> above)
    {
        if (beat.Group is { } group)
        {
            WriteCodes(stimulus, t, "x_i", LastBeat(path, group.Activations), path.Design.Activations.Bits);
        }
        else
        {
            stimulus.SetFree(t, "x_i");
        }

        if (summed.Group is { } other)
        {
            stimulus.Set(t, port, above(other).Value);
        }
        else
        {
            stimulus.SetFree(t, port);
        }
    }

    private static (UInt128 Value, UInt128 Care) Above(Datapath path, BeatGroup group) =>
        GroupState.Dot(path, Prefix(path, group.Weights), Prefix(path, group.Activations));

    private static ushort[] Prefix(Datapath path, ushort[] codes) => codes[..^path.Design.Lanes];

    private static ushort[] LastBeat(Datapath path, ushort[] codes) => codes[^path.Design.Lanes..];

    private static Cycle At(List<Cycle> cycles, int t) => t >= 0 && t < cycles.Count ? cycles[t] : new Cycle(null);

    // The groups, with idle cycles before them.
    private static List<Cycle> Cycles(IReadOnlyList<BeatGroup> groups)
    {
        List<Cycle> cycles = [];
        foreach (BeatGroup group in groups)
        {
            cycles.AddRange(Enumerable.Repeat(new Cycle(null), group.IdleBefore));
            cycles.Add(new Cycle(group));
        }

        return cycles;
    }

    private static void WriteCodes(Stimulus stimulus, int t, string port, ushort[] codes, int bits)
    {
        PortSlice slice = stimulus.Layout[port];
        for (int lane = 0; lane < codes.Length; lane++)
        {
            stimulus.SetField(t, slice, lane * bits, bits, codes[lane]);
        }
    }

    private static void ExpectCodes(Stimulus stimulus, int t, string port, ushort[] codes, int bits)
    {
        PortSlice slice = stimulus.Layout[port];
        for (int lane = 0; lane < codes.Length; lane++)
        {
            stimulus.ExpectField(t, slice, lane * bits, bits, codes[lane]);
        }
    }

    // A beat of a group, or nothing.
    private readonly record struct Cycle(BeatGroup? Group);
}
