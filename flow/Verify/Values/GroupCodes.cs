using MixPe.Generator.Designs;
using MixPe.Model.Formats;

namespace MixPe.Flow.Verify.Values;

/// <summary>Codes of one group.</summary>
public static class GroupCodes
{
    /// <summary>Whole beats, one to as many as the group has; a quarter of the groups at the ends of the ranges.
    /// </summary>
    /// <param name="design">The design.</param>
    /// <param name="random">The source.</param>
    /// <param name="finite">No infinity and no NaN.</param>
    public static (ushort[] Weights, ushort[] Activations) Draw(Design design, Random random, bool finite)
    {
        var (w, x) = DrawAny(design, random, finite);
        return (design.Weights.HasOutlierLane ? OutlierWord.WithOneOutlier(w, w.Length, design.Lanes) : w, x);
    }

    private static (ushort[] Weights, ushort[] Activations) DrawAny(Design design, Random random, bool finite)
    {
        if (random.Next(8) == 0)
        {
            return Saturated(design, random);
        }

        int length = random.Next(1, (design.Group / design.Lanes) + 1) * design.Lanes;
        bool isExtreme = random.Next(4) == 0;
        bool isModerate = random.Next(2) == 0;
        NumberFormat w = design.Weights;
        ushort Code(NumberFormat format) => format.IsFixedPoint
            ? Fixed(format, random, isExtreme)
            : Number(format, random, isExtreme, isModerate, finite);
        return (Fill(length, () => Code(w)), Fill(length, () => Code(design.Activations)));
    }

    // A full group of one product at the ends of the ranges, in some quarters of it: sums of every size up to the largest
    // that the accumulator must hold.
    private static (ushort[] Weights, ushort[] Activations) Saturated(Design design, Random random)
    {
        NumberFormat w = design.Weights;
        NumberFormat x = design.Activations;
        int count = design.Group * random.Next(1, 5) / 4;
        ushort weight = w.IsFixedPoint
            ? random.Next(4) == 0 ? FixedCodes.Smallest(w) : FixedCodes.Largest(w)
            : FloatPatterns.Largest(w, random);
        ushort activation = x.IsInteger
            ? IntegerCodec.Encode(x, random.Next(2) == 0 ? x.MinInteger : x.MaxInteger)
            : FloatPatterns.Largest(x, random);
        int k = 0;
        bool hasVictims = w.IsPaired && random.Next(2) == 0;
        return (Fill(design.Group, () => k++ < count ? Of(weight, k) : (ushort)0),
            Fill(design.Group, () => activation));

        // Of a pair the second one is the victim.
        ushort Of(ushort code, int index) => hasVictims && index % 2 == 0 ? OutlierPairs.Victim : code;
    }

    private static ushort Fixed(NumberFormat format, Random random, bool isExtreme) => isExtreme
        ? random.Next(8) == 0 ? FixedCodes.Largest(format) : FixedCodes.Smallest(format)
        : FixedCodes.Any(format, random);

    private static ushort Number(NumberFormat format, Random random, bool isExtreme, bool isModerate, bool finite) =>
        (isExtreme, isModerate, random.Next(40)) switch
        {
            (_, _, 0) when !finite => FloatPatterns.Any(format, random),
            (true, _, _) => (ushort)(format.LargestFinite | (random.Next(8) == 0 ? 0 : 1u << (format.Bits - 1))),
            (_, true, _) => FloatPatterns.Moderate(format, random),
            _ => FloatPatterns.Finite(format, random),
        };

    private static ushort[] Fill(int count, Func<ushort> next) => [.. Enumerable.Range(0, count).Select(_ => next())];
}
