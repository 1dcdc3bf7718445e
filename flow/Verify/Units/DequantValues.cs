using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Model.Quantization;

namespace MixPe.Flow.Verify.Units;

/// <summary>Random registers for a dequantization unit: those of real groups, and numbers by class that the registers
/// can hold.</summary>
internal static class DequantValues
{
    private const int Tries = 20;

    // Tiles of two super groups and a bit; of longer ones a part.
    private const int MostOfSuperGroup = 8;

    /// <summary>A tile of one to four groups.</summary>
    /// <param name="path">The design's widths.</param>
    /// <param name="random">The source.</param>
    /// <param name="resetPercent">Tiles ended by a reset, out of a hundred.</param>
    public static DequantTile Tile(Datapath path, Random random, int resetPercent)
    {
        int rows = path.Design.BandRows;
        var entries = new List<DequantEntry>();
        int groups = path.Design.HasMinima
            ? random.Next(1, (2 * Math.Min(path.Design.SuperGroupGroups, MostOfSuperGroup)) + 2)
            : path.Design.HasIntegerScale
            ? random.Next(1, Math.Min(4, new TileShape(path.Design).Groups) + 1)
            : random.Next(1, 5);
        bool isReal = random.Next(3) == 0;

        // Specials in every row would leave NaN everywhere.
        bool hasSpecials = random.Next(4) == 0;
        for (int i = 0; i < groups * rows; i++)
        {
            DequantEntry? before = i >= rows ? entries[i - rows] : null;
            bool isOpposite = before is not null && random.Next(4) == 0;
            entries.Add(isOpposite
                ? Opposite(path, before!, random)
                : isReal ? Real(path, random, hasSpecials) : ByClass(path, random, hasSpecials));
            if (path.Design.ActivationGroupScale is { } format && !isOpposite)
            {
                entries[^1] = entries[^1] with { ActivationScale = Scale(format, random, hasSpecials) };
            }

            if (path.Design.HasIntegerScale)
            {
                entries[^1] = entries[^1] with { ChannelScale = Scale(path.Design.FloatScale, random, hasSpecials) };
            }
        }

        if (path.Design.HasMinima)
        {
            entries = WithMinima(path, entries, random, hasSpecials);
        }

        if (path.Design.HasIntegerScale && random.Next(16) == 0)
        {
            return Largest(path, entries, rows, random);
        }

        // Results of few bits are rare otherwise.
        bool isPlain = random.Next(8) == 0;
        ushort[] scales =
            [.. Enumerable.Range(0, rows).Select(_ => isPlain ? PowerOfTwo(NumberFormats.Fp16, random) : Scale(NumberFormats.Fp16, random, hasSpecials))];
        return new DequantTile(
            isPlain ? [.. entries.Select(entry => Plain(path.Design, entry, random))] : [.. entries],
            scales,
            random.Next(2) * 25,
            random.Next(100) < resetPercent ? random.Next(entries.Count + 1) : -1,
            random.Next());
    }

    // Activation sums, minima and what they count in; now and then such that a super group's difference nearly or quite cancels: both numbers,
    // both integers and what enters are the same.
    private static List<DequantEntry> WithMinima(
        Datapath path, List<DequantEntry> entries, Random random, bool hasSpecials)
    {
        Design design = path.Design;
        return
        [
            .. entries.Select(entry =>
            {
                long sum = FixedPatterns.Any(random, path.SumWidth);
                bool isEqual = random.Next(8) == 0;
                ushort unit = isEqual ? entry.ChannelScale : Scale(design.FloatScale, random, hasSpecials);
                ushort minimum = isEqual ? entry.Scale : Scale(design.Scale, random, hasSpecials);
                return entry with
                {
                    Dot = isEqual ? Bits(sum + random.Next(-1, 2), path.AccWidth) : entry.Dot,
                    Sum = Bits(sum, path.SumWidth),
                    Minimum = minimum,
                    Unit = unit,
                };
            }),
        ];
    }

    // One group is 1 or -1 of a channel's largest scale, the others have scales of 0: rows' results are the largest number.
    private static DequantTile Largest(Datapath path, List<DequantEntry> entries, int rows, Random random)
    {
        int counted = random.Next(entries.Count / rows);
        ushort largest = (ushort)path.Design.FloatScale.LargestFinite;
        DequantEntry One() => new(Bits(random.Next(2) == 0 ? 1 : -1, path.AccWidth), 0, 0, 1);
        return new DequantTile(
            [.. entries.Select((entry, i) => (i / rows == counted ? One() : entry with { Scale = 0, Minimum = 0, Unit = 0 }) with
                {
                    ChannelScale = largest,
                    ActivationScale = path.Design.HasMinima ? (ushort)FloatBits.One(NumberFormats.Fp16) : (ushort)0,
                })],
            [.. Enumerable.Repeat((ushort)FloatBits.One(NumberFormats.Fp16), rows)],
            0,
            -1,
            random.Next());
    }

    private static DequantEntry Plain(Design design, DequantEntry entry, Random random) => design.HasIntegerScale
        ? entry with
        {
            Scale = (ushort)(1 << random.Next(design.Scale.Bits)),
            ChannelScale = PowerOfTwo(design.FloatScale, random),
            Minimum = random.Next(2) == 0 ? (ushort)0 : entry.Minimum,
            Unit = design.HasMinima ? PowerOfTwo(design.FloatScale, random) : (ushort)0,
            ActivationScale = design.HasMinima ? PowerOfTwo(NumberFormats.Fp16, random) : (ushort)0,
        }
        : entry with
        {
            Scale = PowerOfTwo(design.Scale, random),
            ActivationScale = design.ActivationGroupScale is { } format ? PowerOfTwo(format, random) : (ushort)0,
        };

    // The last group again, its scale negative and perhaps a neighbour: the accumulator nearly or quite cancels. Where scales have
    // no sign, what is in the registers has the other one.
    private static DequantEntry Opposite(Datapath path, DequantEntry before, Random random)
    {
        NumberFormat format = path.Design.Scale;
        if (format.IsInteger)
        {
            int place = before.Scale + random.Next(-1, 2);
            return Legal(path, before with
            {
                Dot = Negative(before.Dot, path.AccWidth),
                Sum = Negative(before.Sum, path.SumWidth),
                Scale = (ushort)Math.Clamp(place, 0, format.MaxInteger),
            }) ?? before;
        }

        int sign = format.Kind == NumberKind.PowerOfTwo ? 0 : 1 << (format.Bits - 1);
        int scale = (before.Scale ^ sign) + (random.Next(2) == 0 ? 0 : random.Next(-2, 3));
        return Legal(path, before with { Scale = (ushort)(scale & ((1 << format.Bits) - 1)) }) ?? before;
    }

    private static DequantEntry Real(Datapath path, Random random, bool specials)
    {
        Design design = path.Design;
        var (w, x) = GroupCodes.Draw(design, random, finite: !specials);
        if (design.AlignsActivations)
        {
            int skipped = design.HasRunTimeSlices ? random.Next(design.Slices) * design.SliceBits : 0;
            int bits = design.AlignedBits - skipped;
            return new DequantEntry(
                Bits(SlicedGroup.Dot(design.Weights, w, design.Activations, x, bits).Value, path.AccWidth),
                design.ZeroPoint ? Bits(SlicedGroup.Sum(design.Activations, x, bits).Value, path.SumWidth) : 0,
                Zero(design, random),
                Scale(path.Design.Scale, random, specials))
            {
                Exp = SlicedGroup.LargestExponent(design.Activations, x) + skipped,
                IsSpecial = !FloatBits.AllFinite(design.Activations, x),
            };
        }

        UInt128 sum = design.ZeroPoint ? GroupState.Sum(path, x).Value : 0;
        return new DequantEntry(GroupState.Dot(path, w, x).Value, sum, Zero(design, random), Scale(path.Design.Scale, random, specials));
    }

    private static DequantEntry ByClass(Datapath path, Random random, bool specials)
    {
        for (int i = 0; i < Tries; i++)
        {
            DequantEntry entry = path.IsExact ? Fixed(path, random, specials) : Floating(path, random, specials);
            if (Legal(path, entry) is { } legal)
            {
                return legal;
            }
        }

        return new DequantEntry(0, 0, 0, ScaleRounding.One(path.Design.Scale));
    }

    private static DequantEntry Fixed(Datapath path, Random random, bool specials)
    {
        Design design = path.Design;
        ushort zero = Zero(design, random);
        bool isSpecial = specials && path.IsFloat && random.Next(4) == 0;
        if (!design.ZeroPoint)
        {
            // One flag half of the time: of any flags few are one infinity, and that has to meet every class of scale.
            int any = path.FlagBits < 3 ? 1 : random.Next(2) == 0 ? 1 << random.Next(3) : random.Next(1, 8);
            UInt128 flags = isSpecial && path.HasFlags ? (UInt128)any << path.AccWidth : 0;
            long value = random.Next(8) == 0 ? 0 : FixedPatterns.Any(random, path.AccWidth);
            return Sliced(path, random, isSpecial, new DequantEntry(
                flags | Bits(value, path.AccWidth), 0, 0, Scale(path.Design.Scale, random, specials)));
        }

        // t of that class, and the dot product that the sum and the zero point make it from.
        long t = random.Next(8) == 0 ? 0 : FixedPatterns.Any(random, path.TWidth);
        long sum = FixedPatterns.Any(random, path.SumWidth);
        long dot = t + (sum * IntegerCodec.Decode(design.Weights, zero));
        UInt128 flag = isSpecial && !design.IsSliced ? UInt128.One << path.SumWidth : 0;
        return Sliced(path, random, isSpecial, new DequantEntry(
            Bits(dot, path.AccWidth), flag | Bits(sum, path.SumWidth), zero, Scale(path.Design.Scale, random, specials)));
    }

    private static DequantEntry Sliced(Datapath path, Random random, bool isSpecial, DequantEntry entry) => path.Design.AlignsActivations
        ? entry with { Exp = random.Next(1, path.MaxUnitExponent + 1), IsSpecial = isSpecial }
        : entry;

    private static DequantEntry Floating(Datapath path, Random random, bool specials)
    {
        Design design = path.Design;
        bool isSpecial = specials && random.Next(8) == 0;
        UInt128 sum = design.ZeroPoint ? Number(path, random, isSpecial) : 0;

        // Wide sums overflow without a special activation.
        bool isFlagged = design.ZeroPoint && isSpecial && !(path.HasWideActivations && random.Next(2) == 0);
        UInt128 flag = isFlagged ? UInt128.One << path.SumWidth : 0;
        return new DequantEntry(
            Number(path, random, isSpecial), flag | sum, Zero(design, random), Scale(path.Design.Scale, random, specials));
    }

    // What sums of binary16 products can be: multiples of 2^-24.
    private static UInt128 Number(Datapath path, Random random, bool special)
    {
        if (path.Format == NumberFormats.Fp16)
        {
            ushort bits = special ? Fp16Patterns.Any(random) : Fp16Patterns.Finite(random);
            return Fp16.IsNaN(bits) ? Fp16.CanonicalNaN : bits;
        }

        if (special)
        {
            return (path.Design.Activations.HasInfinity ? random.Next(3) : 2) switch
            {
                0 => 0x7f800000u,
                1 => 0xff800000u,
                _ => FloatBits.CanonicalNaN(NumberFormats.Fp32),
            };
        }

        // Sums of bfloat16 products may be any number.
        if (path.HasWideActivations && random.Next(2) == 0)
        {
            uint bits = Fp32Patterns.Any(random);
            return FloatBits.IsFinite(NumberFormats.Fp32, bits) ? bits : bits & 0x807fffff;
        }

        long units = FixedPatterns.Any(random, 25);
        return BitConverter.SingleToUInt32Bits((float)Math.ScaleB(units, random.Next(24) - 24));
    }

    // Registers that a group can leave: everything that leaves them fits its width.
    private static DequantEntry? Legal(Datapath path, DequantEntry entry)
    {
        if (!path.IsExact || !path.Design.ZeroPoint)
        {
            return entry;
        }

        long sum = ExactState.Decode(entry.Sum & GroupState.Mask(path.SumWidth), path.SumWidth, 0).Value;
        Int128 t = ExactState.Decode(entry.Dot, path.AccWidth, 0).Value
            - ((Int128)sum * IntegerCodec.Decode(path.Design.Weights, entry.Zero));
        Int128 least = -(Int128.One << (path.TWidth - 1));
        return t >= least && t <= ~least ? entry : null;
    }

    private static ushort Zero(Design design, Random random) => design.ZeroPoint
        ? (ushort)random.Next(1 << design.Weights.Bits)
        : (ushort)0;

    private static ushort Scale(NumberFormat format, Random random, bool specials) => random.Next(20) switch
    {
        0 when format.IsInteger => (ushort)format.MaxInteger,
        1 when format.IsInteger => 0,
        _ when format.IsInteger => (ushort)(random.Next(1 << format.Bits) >> random.Next(format.Bits)),

        0 => FloatPatterns.Largest(format, random),
        < 5 => specials ? FloatPatterns.Any(format, random) : FloatPatterns.Finite(format, random),
        < 10 => FloatPatterns.Finite(format, random),
        _ => FloatPatterns.Moderate(format, random),
    };

    private static ushort PowerOfTwo(NumberFormat format, Random random)
    {
        int reach = Math.Min(8, format.Bias);
        int magnitude = random.Next(format.Bias - reach + 1, format.Bias + reach) << format.FractionBits;
        return (ushort)(magnitude | (format.Kind == NumberKind.PowerOfTwo ? 0 : random.Next(2) << (format.Bits - 1)));
    }

    // The most negative number stays itself: what is legal is asked afterwards.
    private static UInt128 Negative(UInt128 bits, int width) => (UInt128.Zero - bits) & GroupState.Mask(width);

    private static UInt128 Bits(long value, int width) => (UInt128)(Int128)value & GroupState.Mask(width);
}
