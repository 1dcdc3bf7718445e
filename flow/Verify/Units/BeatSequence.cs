using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Model.Formats;

namespace MixPe.Flow.Verify.Units;

/// <summary>Groups cut into cycles.</summary>
internal static class BeatSequence
{
    // Results need two cycles to the shadow register, one more to be looked at, and a shift or two.
    private const int Tail = 6;

    /// <summary>The cycles, beginning with two of reset.</summary>
    public static IReadOnlyList<Beat> Of(Design design, IReadOnlyList<BeatGroup> groups)
    {
        var cycles = new List<Beat> { Idle(design, new Random(1), 0, reset: true), Idle(design, new Random(2), 0, true) };
        foreach (BeatGroup group in groups)
        {
            Add(cycles, design, group);
        }

        var tail = new Random(3);
        int count = Tail + design.Pipeline - 1;
        for (int i = 0; i < count; i++)
        {
            cycles.Add(Idle(design, tail, 30, reset: false));
        }

        return cycles;
    }

    private static void Add(List<Beat> cycles, Design design, BeatGroup group)
    {
        var random = new Random(group.Noise);
        for (int i = 0; i < group.IdleBefore; i++)
        {
            cycles.Add(Idle(design, random, group.ShiftPercent, reset: false));
        }

        int lanes = design.Lanes;
        int beats = group.Weights.Length / lanes;
        int taken = group.IsWhole ? beats : Math.Min(group.ResetAfter, beats);
        for (int beat = 0; beat < taken; beat++)
        {
            while (beat > 0 && random.Next(100) < group.IdlePercent)
            {
                cycles.Add(Idle(design, random, group.ShiftPercent, reset: false));
            }

            bool isLast = beat == beats - 1;
            cycles.Add(Idle(design, random, group.ShiftPercent, reset: false) with
            {
                First = beat == 0,
                Last = isLast,
                X = group.Activations[(beat * lanes)..((beat + 1) * lanes)],
                W = group.Weights[(beat * lanes)..((beat + 1) * lanes)],
                Ended = isLast ? group : null,
            });
        }

        if (!group.IsWhole)
        {
            for (int i = random.Next(1, 3); i > 0; i--)
            {
                cycles.Add(Idle(design, random, group.ShiftPercent, reset: true));
            }
        }
    }

    private static Beat Idle(Design design, Random random, int shiftPercent, bool reset)
    {
        // A floating-point weight is finite: zero times infinity would be no zero.
        ushort[] w = [.. Enumerable.Range(0, design.Lanes).Select(_ => design.Weights.IsFixedPoint
            ? FixedCodes.Any(design.Weights, random)
            : Fp16Patterns.Finite(random))];
        w = design.Weights.HasOutlierLane ? OutlierWord.WithOneOutlier(w, w.Length, design.Lanes) : w;
        UInt128 above = new((ulong)random.NextInt64(), (ulong)random.NextInt64());
        bool shift = random.Next(100) < shiftPercent;

        // A reset takes no notice of what is marked in it.
        return new Beat(
            reset && random.Next(2) == 0, reset && random.Next(2) == 0, new ushort[design.Lanes], w, shift, above, reset,
            null);
    }
}
