using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Flow.Verify.Units;

/// <summary>What cuts activations into slices, and puts the sums of slices together.</summary>
internal static class SliceChecks
{
    private const int ExponentBits = 5;
    private const int NumberBits = 16;

    public static IEnumerable<UnitCheck> All { get; } =
    [
        VectorChecks.All(
            "slice_align/all", "every binary16 number by every exponent of a group that it can be in", design => design.IsSliced,
            _ => [("x_i", NumberBits), ("exp_i", ExponentBits)],
            run => new VectorSpecification((stimulus, i) => Align(run.Design, stimulus, i))),
        VectorChecks.Random(
            "slice_merge/values", "sums of slices, first ones and others", design => design.IsSliced, 4,
            _ => new VectorSpecification(Merge),
            (run, stimulus, i, random) =>
            {
                stimulus.Set(i, "first_i", (ulong)random.Next(2));
                foreach (string port in new[] { "value_i", "offset_i", "slice_i" })
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
            "largest_exponent/numbers", "numbers of every class, and none but zeros and subnormals", design => design.IsSliced, 4,
            _ => new VectorSpecification(Largest), WriteNumbers) with { IsGeneric = true },
    ];

    // A group holds no larger exponent than its largest; of infinities and NaN nothing is promised.
    private static void Align(Design design, Stimulus stimulus, int i)
    {
        ushort x = (ushort)stimulus.Input(i, "x_i");
        int largest = (int)stimulus.Input(i, "exp_i");
        if (Fp16.IsFinite(x) && largest >= SlicedGroup.LargestExponent([x]))
        {
            int aligned = SlicedGroup.Align(x, largest, design.Slices);
            stimulus.Expect(i, "x_o", (uint)(aligned + SlicedGroup.Limit(design.Slices)));
        }
    }

    private static void Merge(Stimulus stimulus, int i)
    {
        Int128 above = stimulus.Input(i, "first_i") != 0
            ? -(Int128)stimulus.Input(i, "offset_i") * (1 << (SlicedGroup.SliceBits - 1))
            : (Int128)stimulus.Input(i, "value_i") * (1 << SlicedGroup.SliceBits);
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
        int ceiling = random.Next(1, 1 << ExponentBits);
        int count = stimulus.Layout["x_i"].Bits / NumberBits;
        for (int n = 0; n < count; n++)
        {
            int x = random.Next(8) == 0 ? Fp16Patterns.Any(random) : random.Next(1 << NumberBits);

            // Below a ceiling, so that every exponent is the largest one some time.
            if ((x >> 10 & 0x1f) > ceiling && random.Next(4 * count) != 0)
            {
                x = (x & 0x83ff) | random.Next(ceiling + 1) << 10;
            }

            stimulus.SetField(i, stimulus.Layout["x_i"], n * NumberBits, NumberBits, (ulong)x);
        }
    }

    private static void Largest(Stimulus stimulus, int i)
    {
        int count = stimulus.Layout["x_i"].Bits / NumberBits;
        ushort[] x =
        [
            .. Enumerable.Range(0, count).Select(n => (ushort)stimulus.InputField(
                i, stimulus.Layout["x_i"], n * NumberBits, NumberBits)),
        ];
        stimulus.Expect(i, "exp_o", (uint)SlicedGroup.LargestExponent(x));
        stimulus.Expect(i, "special_o", Fp16.AllFinite(x) ? 0u : 1);
    }
}
