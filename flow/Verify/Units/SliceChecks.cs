using System.Numerics;
using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Flow.Verify.Units;

/// <summary>What cuts activations into slices, and puts the sums of slices together.</summary>
internal static class SliceChecks
{
    private const int NumberBits = 16;

    public static IEnumerable<UnitCheck> All { get; } =
    [
        VectorChecks.All(
            "slice_align/all", "every number by every exponent of a group that it can be in", design => design.AlignsActivations,
            run => [("x_i", NumberBits), ("exp_i", run.Design.Activations.ExponentBits), .. SkipBits(run.Design)],
            run => new VectorSpecification((stimulus, i) => Align(run.Design, stimulus, i))),
        VectorChecks.Random(
            "slice_align/slices", "numbers near half of a unit by every number of slices", design => design is { AlignsActivations: true, HasRunTimeSlices: true }, 8,
            run => new VectorSpecification((stimulus, i) => Align(run.Design, stimulus, i)), WriteAligned),
        VectorChecks.All(
            "slice_integer/all", "every integer by every number of slices", design => design is { IsSliced: true, AlignsActivations: false },
            run => [("x_i", run.Design.Activations.Bits), .. run.Design.HasRunTimeSlices ? [("skip_i", run.Design.Slices - 1)] : Array.Empty<(string, int)>()],
            run => new VectorSpecification((stimulus, i) => Cut(run.Design, stimulus, i))),
        VectorChecks.Random(
            "slice_merge/values", "sums of slices, first ones and others", design => design.IsSliced, 4,
            run => new VectorSpecification((stimulus, i) => Merge(run.Design, stimulus, i)),
            (run, stimulus, i, random) =>
            {
                if (run.Design.Slices > 1)
                {
                    stimulus.Set(i, "first_i", (ulong)random.Next(2));
                }

                foreach (string port in run.Design.Slices > 1 ? ["value_i", "offset_i", "slice_i"] : new[] { "offset_i", "slice_i" })
                {
                    stimulus.Set(i, port, (UInt128)(Int128)FixedPatterns.Any(random, run.Path.AccWidth));
                }
            }),
        VectorChecks.Random(
            "weight_sum/words", "a random sum and the weights of a word", design => design.IsSliced, 4,
            run => new VectorSpecification((stimulus, i) => WeightSum(run, stimulus, i)),
            (run, stimulus, i, random) =>
            {
                var (w, _) = GroupCodes.Draw(run.Design with { Group = run.Design.Lanes }, random, finite: true);
                for (int lane = 0; lane < w.Length; lane++)
                {
                    stimulus.SetField(i, stimulus.Layout["w_i"], lane * run.Design.Weights.Bits, run.Design.Weights.Bits, w[lane]);
                }

                stimulus.Set(i, "sum_i", (UInt128)(Int128)FixedPatterns.Any(random, run.Path.WeightSumWidth));
            }),
        VectorChecks.Random(
            "largest_exponent/numbers", "numbers of every class, and none but zeros and subnormals", design => design.AlignsActivations, 4,
            run => new VectorSpecification((stimulus, i) => Largest(run.Design.Activations, stimulus, i)), WriteNumbers) with { IsGeneric = true },
    ];

    // A group holds no larger exponent than its largest; of infinities and NaN nothing is promised.
    private static void Align(Design design, Stimulus stimulus, int i)
    {
        ushort x = (ushort)stimulus.Input(i, "x_i");
        int largest = (int)stimulus.Input(i, "exp_i");
        int skipped = 0;
        if (design.HasRunTimeSlices)
        {
            ulong skip = (ulong)stimulus.Input(i, "skip_i");
            skipped = BitOperations.PopCount(skip);
            if (skip != (1ul << skipped) - 1)
            {
                return;
            }
        }

        if (FloatBits.IsFinite(design.Activations, x) && largest >= SlicedGroup.LargestExponent(design.Activations, [x]))
        {
            // With fewer slices it is what a design of so many has; what is below them is not looked at.
            int below = skipped * design.SliceBits;
            int bits = design.AlignedBits - below;
            int aligned = SlicedGroup.Align(design.Activations, x, largest, bits);
            stimulus.ExpectField(i, stimulus.Layout["x_o"], below, bits, (uint)(aligned + SlicedGroup.Limit(bits)));
        }
    }

    // Of the lowest bits, as many as there are slices for: two's complement plus half of what they can be, at the upper end.
    private static void Cut(Design design, Stimulus stimulus, int i)
    {
        int skipped = design.HasRunTimeSlices ? BitOperations.PopCount((ulong)stimulus.Input(i, "skip_i")) : 0;
        if (design.HasRunTimeSlices && stimulus.Input(i, "skip_i") != (1ul << skipped) - 1)
        {
            return;
        }

        int below = skipped * design.SliceBits;
        int bits = design.AlignedBits - below;
        long number = IntegerCodec.Decode(NumberFormat.Signed(bits), (ushort)(stimulus.Input(i, "x_i") & GroupState.Mask(bits)));
        stimulus.ExpectField(i, stimulus.Layout["x_o"], below, bits, (ulong)(number + SlicedGroup.Limit(bits)));
    }

    // As a port where every value of all inputs is a space that fits; else all slices are there.
    private static IEnumerable<(string Port, int Bits)> SkipBits(Design design) =>
        design.HasRunTimeSlices && NumberBits + design.Activations.ExponentBits + design.Slices - 1 <= VectorChecks.MaxExhaustiveBits
            ? [("skip_i", design.Slices - 1)]
            : [];

    // Fractions of few ones at their ends, and distances at which they end near a place that rounds.
    private static void WriteAligned(CheckRun run, Stimulus stimulus, int i, Random random)
    {
        NumberFormat format = run.Design.Activations;
        int ones = (1 << format.FractionBits) - 1;
        int fraction = random.Next(4) switch
        {
            0 => random.Next(ones + 1),
            1 => ones & (ones << random.Next(format.FractionBits)),
            2 => ones & ~(1 << random.Next(format.FractionBits)),
            _ => (1 << random.Next(format.FractionBits)) | (1 << random.Next(format.FractionBits)),
        };
        int most = SlicedGroup.MaxExponent(format);
        int exponent = random.Next(8) == 0 ? random.Next(2) : random.Next(most + 1);
        int distance = random.Next(run.Design.AlignedBits + 2);
        stimulus.Set(i, "x_i", (ulong)(random.Next(2) << (NumberBits - 1) | exponent << format.FractionBits | fraction));
        stimulus.Set(i, "exp_i", (ulong)Math.Min(most, Math.Max(1, exponent) + distance));
        stimulus.Set(i, "skip_i", (1ul << random.Next(run.Design.Slices)) - 1);
    }

    private static void Merge(Design design, Stimulus stimulus, int i)
    {
        int bits = design.SliceBits;
        Int128 above = design.Slices == 1 || stimulus.Input(i, "first_i") != 0
            ? -(Int128)stimulus.Input(i, "offset_i") * (1 << (bits - 1))
            : (Int128)stimulus.Input(i, "value_i") * (1 << bits);
        UInt128 sum = (UInt128)(above + (Int128)stimulus.Input(i, "slice_i"));
        stimulus.Expect(i, "value_o", sum & GroupState.Mask(stimulus.Layout["value_o"].Bits));
    }

    private static void WeightSum(CheckRun run, Stimulus stimulus, int i)
    {
        int bits = run.Design.Weights.Bits;
        Int128 sum = (Int128)stimulus.Input(i, "sum_i");
        for (int lane = 0; lane < run.Design.Lanes; lane++)
        {
            ulong code = stimulus.InputField(i, stimulus.Layout["w_i"], lane * bits, bits);
            sum += IntegerCodec.Decode(run.Design.Weights, (ushort)code);
        }

        stimulus.Expect(i, "sum_o", (UInt128)sum & GroupState.Mask(run.Path.WeightSumWidth));
    }

    private static void WriteNumbers(CheckRun run, Stimulus stimulus, int i, Random random)
    {
        NumberFormat format = run.Design.Activations;
        int exponentMask = (1 << format.ExponentBits) - 1;
        int ceiling = random.Next(1, exponentMask + 1);
        int count = stimulus.Layout["x_i"].Bits / NumberBits;
        for (int n = 0; n < count; n++)
        {
            int x = random.Next(8) == 0 ? FloatPatterns.Any(format, random) : random.Next(1 << NumberBits);

            // Below a ceiling, so that every exponent is the largest one some time.
            if ((x >> format.FractionBits & exponentMask) > ceiling && random.Next(4 * count) != 0)
            {
                x = (x & ~(exponentMask << format.FractionBits)) | random.Next(ceiling + 1) << format.FractionBits;
            }

            stimulus.SetField(i, stimulus.Layout["x_i"], n * NumberBits, NumberBits, (ulong)x);
        }
    }

    private static void Largest(NumberFormat format, Stimulus stimulus, int i)
    {
        int count = stimulus.Layout["x_i"].Bits / NumberBits;
        ushort[] x =
        [
            .. Enumerable.Range(0, count).Select(n => (ushort)stimulus.InputField(
                i, stimulus.Layout["x_i"], n * NumberBits, NumberBits)),
        ];
        stimulus.Expect(i, "exp_o", (uint)SlicedGroup.LargestExponent(format, x));
        stimulus.Expect(i, "special_o", FloatBits.AllFinite(format, x) ? 0u : 1);
    }
}
