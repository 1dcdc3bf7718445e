using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Model.Formats;

namespace MixPe.Flow.Verify.Units;

/// <summary>One group as a PE or an activation sum meets it.</summary>
/// <param name="Weights">Weight codes, whole beats.</param>
/// <param name="Activations">Activation codes, as many.</param>
/// <param name="IdleBefore">Idle cycles before the first beat.</param>
/// <param name="IdlePercent">Idle cycles between beats, out of a hundred.</param>
/// <param name="ShiftPercent">Cycles in which the shadow register shifts, out of a hundred.</param>
/// <param name="ResetAfter">Beats after which a reset ends the group; −1 if none does.</param>
/// <param name="Noise">Seed of idle cycles, shifts, and of what must not matter.</param>
internal sealed record BeatGroup(
    ushort[] Weights,
    ushort[] Activations,
    int IdleBefore,
    int IdlePercent,
    int ShiftPercent,
    int ResetAfter,
    int Noise)
{
    /// <summary>True if the group reaches its end.</summary>
    public bool IsWhole => ResetAfter < 0;

    /// <summary>A random group: with idle cycles before or in it or without, ended by a reset if that is asked for.</summary>
    public static BeatGroup Draw(Design design, Random random, int resetPercent)
    {
        var (w, x) = GroupCodes.Draw(design, random, finite: false);
        if (random.Next(20) == 0)
        {
            // Sums of nothing are rare otherwise.
            Array.Clear(w);
        }

        return new BeatGroup(
            w,
            x,
            random.Next(2) * random.Next(4),
            random.Next(2) * 30,
            random.Next(3) * 40,
            random.Next(100) < resetPercent ? random.Next((w.Length / design.Lanes) + 1) : -1,
            random.Next());
    }

    /// <summary>Simpler groups: shorter, without idle cycles, of simpler codes.</summary>
    public static IEnumerable<BeatGroup> Simpler(Design design, BeatGroup group)
    {
        int lanes = design.Lanes;
        int beats = group.Weights.Length / lanes;
        foreach (int kept in new[] { 1, beats / 2, beats - 1 }.Where(kept => kept > 0 && kept < beats).Distinct())
        {
            yield return group.Take(0, kept * lanes);
            yield return group.Take((beats - kept) * lanes, kept * lanes);
        }

        foreach (BeatGroup calm in new[]
        {
            group with { IdleBefore = 0 }, group with { IdlePercent = 0 }, group with { ShiftPercent = 0 },
        })
        {
            if (calm != group)
            {
                yield return calm;
            }
        }

        for (int i = 0; i < group.Weights.Length; i++)
        {
            foreach (ushort code in new ushort[] { 0, 1 }.Where(code => code < group.Weights[i]))
            {
                yield return group with { Weights = Put(group.Weights, i, code) };
            }

            ushort one = design.Activations.IsInteger ? (ushort)1 : (ushort)FloatBits.One(design.Activations);
            foreach (ushort code in new[] { (ushort)0, one }.Where(code =>
                group.Activations[i] != 0 && code != group.Activations[i]))
            {
                yield return group with { Activations = Put(group.Activations, i, code) };
            }
        }
    }

    private BeatGroup Take(int start, int length) => this with
    {
        Weights = Weights[start..(start + length)],
        Activations = Activations[start..(start + length)],
        ResetAfter = ResetAfter < 0 ? -1 : 0,
    };

    private static ushort[] Put(ushort[] codes, int at, ushort code)
    {
        ushort[] changed = [.. codes];
        changed[at] = code;
        return changed;
    }
}
