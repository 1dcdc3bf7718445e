using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Flow.Verify.Values;

/// <summary>Random GEMMs for a design, everything from one seed.</summary>
public static class RandomOperands
{
    /// <summary>Shapes up to three tiles each way, K up to three groups and a bit: most are no multiple of anything.
    /// </summary>
    public static GemmOperands Draw(Design design, Random random) => Draw(
        design,
        random,
        random.Next(1, (3 * design.Rows) + 1),
        random.Next(1, (3 * design.Columns) + 1),
        random.Next(1, (3 * (design.HasMinima && random.Next(2) == 0 ? design.SuperGroup : design.Group)) + 2));

    /// <summary>A GEMM of that shape; with integer scales, whose sums are as wide as the longest K needs, of no longer one.</summary>
    public static GemmOperands Draw(Design design, Random random, int m, int n, int k) =>
        WithAddends(design, random, WithTensorScale(design, random, Draw(design, random, m, n, k, Pick<OperandProfile>(random), Pick<OperandProfile>(random))));

    /// <summary>A GEMM of that shape whose activations and scales are of like sizes: every code, scale and zero point
    /// shows in the results.</summary>
    public static GemmOperands Plain(Design design, Random random, int m, int n, int k) =>
        WithAddends(design, random, WithTensorScale(design, random, Draw(design, random, m, n, k, OperandProfile.Moderate, OperandProfile.Moderate)));

    // Mostly one with which results are results still; some of every class.
    private static GemmOperands WithTensorScale(Design design, Random random, GemmOperands o) => !design.HasTensorScale
        ? o
        : o with
        {
            TensorScale = random.Next(4) == 0
                ? Fp32Patterns.Any(random)
                : (uint)random.Next(2) << 31 | (uint)random.Next(127 - 12, 127 + 12) << 23 | (uint)random.Next(1 << 23),
        };

    // Of any class, and such that they cancel what they are added to, all of it or nearly.
    private static GemmOperands WithAddends(Design design, Random random, GemmOperands o)
    {
        if (!design.HasAddend)
        {
            return o;
        }

        uint[] y = GoldenGemm.Run((design with { HasAddend = false, Output = NumberFormats.Fp32 }).Arithmetic, o);
        const uint sign = 1u << 31;
        return o with
        {
            Addends = Array.ConvertAll(y, result => random.Next(8) switch
            {
                0 => result ^ sign,
                1 => (result ^ sign) + (uint)random.Next(-2, 3),
                2 => Fp32Patterns.Any(random),
                _ => Near(result, random),
            }),
        };
    }

    // A number whose sum with the other one has bits of both, or nearly.
    private static uint Near(uint number, Random random)
    {
        int exponent = Math.Clamp((int)(number >> 23 & 0xff) + random.Next(-26, 27), 0, 254);
        return (uint)random.Next(2) << 31 | (uint)exponent << 23 | (uint)random.Next(1 << 23);
    }

    private static GemmOperands Draw(
        Design design, Random random, int m, int n, int k, OperandProfile profile, OperandProfile scales)
    {
        k = design.HasChannelScale ? Math.Min(k, design.Tile.MaxK) : k;
        int groups = GemmCheck.Groups(design.Arithmetic, k);
        bool isExtreme = random.Next(4) == 0;

        // One product everywhere: the largest sums that an accumulator must hold.
        bool isSaturated = random.Next(8) == 0;
        NumberFormat w = design.Weights;
        NumberFormat x = design.Activations;

        // Sums of scaled groups too.
        bool isLargest = isSaturated && design.HasIntegerScale;
        ushort largestScale = (ushort)((1 << design.Scale.Bits) - 1);
        int zeroOfAll = !w.IsInteger ? 0 : isLargest && random.Next(2) == 0 ? w.MaxInteger : w.MinInteger;
        return new GemmOperands(
            m,
            n,
            k,
            w.HasOutlierLane ? OutlierWord.WithOneOutlier(Codes(n * k, w), k, design.Lanes) : Codes(n * k, w),
            Codes(m * k, x),
            Fill(n * groups, () => isLargest ? largestScale : Scale(design.Scale, scales, random)),
            design.ZeroPoint
                ? Fill(n * groups, () => isLargest ? zeroOfAll : random.Next(w.MinInteger, w.MaxInteger + 1))
                : null,
            design.ActivationScale ? Fill(m, () => Scale(NumberFormats.Fp16, scales, random)) : null)
        {
            ChannelScales = design.HasChannelScale ? Fill(n, () => Scale(design.FloatScale, scales, random)) : null,
            ActivationGroupScales = design.ActivationGroupScale is { } format
                ? Fill(m * GemmCheck.ActivationScaleGroups(design.Arithmetic, k), () => Scale(format, scales, random))
                : null,
            SuperGroups = design.HasMinima
                ? new SuperGroups(
                    Fill(n * GemmCheck.SuperGroupsOf(design.Arithmetic, k), () => Scale(design.FloatScale, scales, random)),
                    Fill(n * GemmCheck.SuperGroupsOf(design.Arithmetic, k), () => Scale(design.FloatScale, scales, random)),
                    Fill(n * groups, () => isLargest ? largestScale : Scale(design.Scale, scales, random)))
                : null,
        };

        ushort[] Codes(int count, NumberFormat format) => isSaturated && format.IsPaired
            ? Outliers(n, k, random)
            : isSaturated
            ? Same(count, format.IsFixedPoint ? Code(format, random, true) : FloatPatterns.Largest(format, random))
            : Fill(count, () => format.IsFixedPoint ? Code(format, random, isExtreme) : Number(format, profile, random));
    }

    /// <summary>A pattern of a floating-point format.</summary>
    public static ushort Number(NumberFormat format, OperandProfile profile, Random random) => profile switch
    {
        OperandProfile.Special when random.Next(50) == 0 => FloatPatterns.Any(format, random),
        OperandProfile.Special or OperandProfile.Finite => FloatPatterns.Finite(format, random),
        OperandProfile.HeavyTails => HeavyTail(format, random),
        _ => FloatPatterns.Moderate(format, random),
    };

    // A row meets few scales and many activations: one in fifty would be none. Infinities by themselves, since a NaN
    // beside one hides it.
    private static ushort Scale(NumberFormat format, OperandProfile profile, Random random) =>
        format.IsInteger ? Code(format, random, isExtreme: profile == OperandProfile.Special)
        : profile == OperandProfile.Special && random.Next(5) == 0
            ? format.HasInfinity && random.Next(3) == 0
                ? (ushort)FloatBits.Infinity(format, random.Next(2) != 0)
                : FloatPatterns.Any(format, random)
            : Number(format, profile, random);

    // A product of three bells: most values small, one in some hundreds ten times as large.
    private static ushort HeavyTail(NumberFormat format, Random random)
    {
        double value = Bell(random) * Bell(random) * Bell(random);
        double most = FloatBits.ToDouble(format, format.LargestFinite);
        double drawn = random.Next(200) == 0 ? Math.Clamp(value * 1000, -most, most) : value;
        return format.Kind == NumberKind.PowerOfTwo
            ? (ushort)Math.Clamp(format.Bias + Math.ILogB(drawn), 0, (int)format.LargestFinite)
            : (ushort)FloatBits.FromDouble(format, drawn);
    }

    // Twelve uniform numbers: mean 0, variance 1.
    private static double Bell(Random random) => Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;

    private static ushort Code(NumberFormat format, Random random, bool isExtreme)
    {
        if (format.IsMinifloat)
        {
            ushort[] extremes = [0, FixedCodes.Largest(format), (ushort)(1 << (format.Bits - 1)), FixedCodes.Smallest(format)];
            return isExtreme ? extremes[random.Next(extremes.Length)] : FixedCodes.Any(format, random);
        }

        if (format.HasOutlierLane && random.Next(2) == 0)
        {
            // Not every word has an outlier.
            return (ushort)random.Next(16);
        }

        int top = 1 << (format.Bits - 1);
        int first = format.Kind == NumberKind.Ternary ? 1 : 0;
        int[] ends = [first, top - 1, top, (2 * top) - 1];
        return (ushort)(isExtreme ? ends[random.Next(ends.Length)] : random.Next(first, 2 * top));
    }

    // The largest one of either sign, and a victim, in turn.
    private static ushort[] Outliers(int n, int k, Random random)
    {
        var (code, _) = OutlierPairs.Encode((random.Next(2) == 0 ? 1 : -1) * OutlierPairs.LargestOutlier, 0);
        int first = random.Next(2);
        return [.. Enumerable.Range(0, n * k).Select(i => (i % k % 2) == first ? code : OutlierPairs.Victim)];
    }

    private static T Pick<T>(Random random)
        where T : struct, Enum
    {
        T[] all = Enum.GetValues<T>();
        return all[random.Next(all.Length)];
    }

    private static ushort[] Same(int count, ushort code) => [.. Enumerable.Repeat(code, count)];

    private static T[] Fill<T>(int count, Func<T> next) => [.. Enumerable.Range(0, count).Select(_ => next())];
}
