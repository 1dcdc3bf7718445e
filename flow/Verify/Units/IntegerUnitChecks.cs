using System.Numerics;
using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>The units that only add, shift and count.</summary>
internal static class IntegerUnitChecks
{
    private const int CsaWidth = 8;
    private static readonly string[] CsaPorts = ["a_i", "b_i", "c_i"];

    public static IEnumerable<UnitCheck> All { get; } =
    [
        VectorChecks.All(
            "csa/all", "three bytes in, column sums and carries out", design => design.Target == HardwareTarget.Asic,
            _ => [("a_i", CsaWidth), ("b_i", CsaWidth), ("c_i", CsaWidth)], _ => new VectorSpecification(Csa)),
        new UnitCheck(
            "delay/words", "delay", VerifyLevel.Quick, "random words, three cycles later", _ => true, Delay)
        {
            Variant = new UnitVariant("deep", new Dictionary<string, int> { ["Width"] = 13, ["Depth"] = 3 }),
        },
        VectorChecks.Random(
            "normalize/words", "words with every number of leading zeros", _ => true, 4,
            _ => new VectorSpecification(Normalize),
            (_, stimulus, i, random) =>
            {
                int width = stimulus.Layout["data_i"].Bits;
                stimulus.Set(i, "data_i", (ulong)random.NextInt64(1L << width) >> random.Next(width + 1));
            }) with { IsGeneric = true },
        VectorChecks.All(
            "minifloat_product/all", "every integer activation by every weight",
            design => design.Activations.IsInteger && design.Weights.IsMinifloat,
            run => [("x_i", run.Design.Activations.Bits), ("w_i", run.Design.Weights.Element.Bits)],
            run => new VectorSpecification((stimulus, i) => MinifloatProduct(run, stimulus, i))),
        VectorChecks.All(
            "brick/all", "every digit by every digit, each of either kind", design => design.Architecture == Architecture.Bricks,
            _ => [("x_i", 2), ("x_signed_i", 1), ("w_i", 2), ("w_signed_i", 1)], _ => new VectorSpecification(Brick)),
        VectorChecks.Random(
            "lut_table/sums", "four activations by class", design => design.Architecture == Architecture.Lut, 4,
            run => new VectorSpecification((stimulus, i) => Table(run.Design, stimulus, i)),
            (run, stimulus, i, random) => Write(
                stimulus, i, "x_i", GroupCodes.Draw(run.Design with { Group = 4, Lanes = 4 }, random, finite: true).Activations, run.Design.Activations.Bits)),
        VectorChecks.Random(
            "mac/beats", "a random accumulator and the products of a beat", _ => true, 4,
            run => Pipelined(run, (stimulus, i) => Mac(run.Inner, stimulus, i)),
            (run, stimulus, i, random) => WriteMac(run.Inner, stimulus, i, random)),
        VectorChecks.Random(
            "sum/beats", "a random sum and the activations of a beat", design => design.HasActivationSums, 4,
            run => Pipelined(run, (stimulus, i) => Sum(run.Inner, stimulus, i)),
            (run, stimulus, i, random) => WriteSum(run.Inner, stimulus, i, random)),
        VectorChecks.Random(
            "zero_correct/groups", "dot products and sums whose difference fits", HasZeroCorrect, 8,
            run => new VectorSpecification((stimulus, i) => ZeroCorrect(run, stimulus, i))
            {
                IsLegal = (stimulus, i) => FitsT(run.Path, Corrected(run, stimulus, i)),
            },
            WriteZeroCorrect),
        VectorChecks.Random(
            "scale_product/values", "fixed point by every class of significand", design => design.Fused || design.HasMinima, 8,
            run => new VectorSpecification((stimulus, i) => ScaleProduct(FactorWidth(run.Path), stimulus, i)),
            (run, stimulus, i, random) => WriteProduct(FactorWidth(run.Path), stimulus, i, random)),
        VectorChecks.Random(
            "minimum_product/values", "sums of minima by every class of significand", design => design.HasMinima, 8,
            run => new VectorSpecification((stimulus, i) => ScaleProduct(run.Path.MinimaWidth, stimulus, i)),
            (run, stimulus, i, random) => WriteProduct(run.Path.MinimaWidth, stimulus, i, random)),
        VectorChecks.Random(
            "super_difference/values", "both products by class, those that cancel too, by every shift and sign", design => design.HasMinima, 16,
            run => new VectorSpecification((stimulus, i) => SuperDifference(run.Path, stimulus, i)), WriteDifference),
        VectorChecks.Random(
            "scale_accumulate/values", "sums by class and corrected dot products by every class of integer scale, modulo the sum's width",
            design => design.HasIntegerScale, 8,
            run => new VectorSpecification((stimulus, i) => ScaleAccumulate(run.Path.TWidth, run.Path.TotalWidth, stimulus, i)),
            (run, stimulus, i, random) => WriteAccumulate(run.Path.TWidth, run.Path.TotalWidth, run.Design.Scale.Bits, stimulus, i, random)),
        VectorChecks.Random(
            "minimum_accumulate/values", "sums by class and activation sums by every class of minimum, modulo the sum's width",
            design => design.HasMinima, 8,
            run => new VectorSpecification((stimulus, i) => ScaleAccumulate(run.Path.SumWidth, run.Path.MinimaWidth, stimulus, i)),
            (run, stimulus, i, random) => WriteAccumulate(run.Path.SumWidth, run.Path.MinimaWidth, SuperGroups.MinimumBits, stimulus, i, random)),
    ];

    private static bool HasZeroCorrect(Design design) =>
        design is { ZeroPoint: true, HasFixedPointSums: true };

    private static void Csa(Stimulus stimulus, int i)
    {
        uint sum = 0;
        uint carry = 0;
        for (int bit = 0; bit < CsaWidth; bit++)
        {
            int ones = CsaPorts.Sum(port => (int)(stimulus.Input(i, port) >> bit & 1));
            sum |= (uint)(ones & 1) << bit;
            carry |= (uint)(ones >> 1) << bit;
        }

        stimulus.Expect(i, "sum_o", sum);
        stimulus.Expect(i, "carry_o", carry);
    }

    private static void Brick(Stimulus stimulus, int i)
    {
        long product = Digit("x") * Digit("w");
        stimulus.Expect(i, "product_o", (ulong)product & 0xf);

        long Digit(string operand)
        {
            int bits = (int)stimulus.Input(i, $"{operand}_i");
            return bits > 1 && stimulus.Input(i, $"{operand}_signed_i") == 1 ? bits - 4 : bits;
        }
    }

    private static void Table(Design design, Stimulus stimulus, int i)
    {
        UInt128 table = 0;
        int at = 0;
        foreach ((ulong sum, int bits) in PairSumPort.Table(design.Activations, Read(stimulus, i, "x_i", 4, design.Activations.Bits)))
        {
            table |= (UInt128)sum << at;
            at += bits;
        }

        stimulus.Expect(i, "table_o", table);
    }

    private static IEnumerable<IScenario> Delay(CheckRun run)
    {
        for (int i = 0; i < run.Count(2); i++)
        {
            Random random = run.Random("delay/words", i);
            ulong[] words = [.. Enumerable.Range(0, 400).Select(_ => (ulong)random.Next(1 << 13))];
            yield return new SequenceScenario<ulong>(words, DelayLine, word => word == 0 ? [] : [0ul],
                items => [.. items.Select(_ => 1L)]);
        }
    }

    private static Stimulus DelayLine(RecordLayout layout, IReadOnlyList<ulong> words)
    {
        const int Depth = 3;
        var stimulus = new Stimulus(layout, words.Count + Depth);
        for (int t = 0; t < words.Count; t++)
        {
            stimulus.Set(t, "data_i", words[t]);
            stimulus.Expect(t + Depth, "data_o", words[t]);
        }

        return stimulus;
    }

    private static void Normalize(Stimulus stimulus, int i)
    {
        // Of a zero every step of the search is taken.
        ulong data = (ulong)stimulus.Input(i, "data_i");
        int zeros = data == 0
            ? (1 << stimulus.Layout["count_o"].Bits) - 1
            : BitOperations.LeadingZeroCount(data) - (64 - stimulus.Layout["data_i"].Bits);
        stimulus.Expect(i, "data_o", data == 0 ? 0 : data << zeros);
        stimulus.Expect(i, "count_o", (uint)zeros);
    }

    // The accumulator enters with the last stage.
    private static VectorSpecification Pipelined(CheckRun run, Action<Stimulus, int> expect) => new(expect)
    {
        Latency = run.Path.PipelineRegisters,
        LateInput = "state_i",
    };

    private static void WriteMac(CheckRun run, Stimulus stimulus, int i, Random random)
    {
        Design design = run.Design;
        var (w, x) = GroupCodes.Draw(design with { Group = design.Lanes }, random, finite: random.Next(8) != 0);
        Write(stimulus, i, "w_i", OutlierWord.Words(design.Weights, w, design.Lanes), design.Weights.CodeBits);
        if (design.Weights.HasOutlierLane && random.Next(4) == 0)
        {
            // Any index, that of no lane too.
            int bits = design.Weights.CodeBits;
            stimulus.SetField(i, stimulus.Layout["w_i"], design.Lanes * bits, bits, (ulong)random.Next(1 << bits));
        }

        Write(stimulus, i, "x_i", x, design.Activations.Bits);
        PairSumPort.Write(stimulus, i, design, x);
        UInt128 flags = run.Path.HasFlags && random.Next(8) == 0 ? (UInt128)random.Next(1 << run.Path.FlagBits) << run.Path.AccWidth : 0;
        stimulus.Set(i, "state_i", flags | State(run.Path, random, run.Path.AccWidth));
    }

    private static void Mac(CheckRun run, Stimulus stimulus, int i)
    {
        Datapath path = run.Path;
        Design design = run.Design;
        ushort[] w = Read(stimulus, i, "w_i", design.Weights.WordCodes(design.Lanes), design.Weights.CodeBits);
        w = design.Weights.HasOutlierLane ? OutlierWord.Unpack(w) : w;
        ushort[] x = Read(stimulus, i, "x_i", design.Lanes, design.Activations.Bits);
        UInt128 state = stimulus.Input(i, "state_i");
        if (design.Accumulator == AccumulatorKind.Fp32Dot)
        {
            float accumulator = BitConverter.UInt32BitsToSingle((uint)state);
            stimulus.Expect(i, "state_o", CanonicalBits.Of(FusedDot.Add(accumulator, design.Weights, w, design.Activations, x)));
            return;
        }

        var (value, care) = GroupState.Dot(path, w, x);
        stimulus.Expect(i, "state_o", Added(path, state, value, path.AccWidth), path.HasFlags ? FlagCare(path, state, care) : care);
    }

    // Minus the product is its inverse plus one: the one is neg_o.
    private static void MinifloatProduct(CheckRun run, Stimulus stimulus, int i)
    {
        ushort code = (ushort)stimulus.Input(i, "w_i");
        NumberFormat weights = run.Design.Weights.Element;
        bool isNegative = code >> (weights.Bits - 1) != 0;
        long product = IntegerCodec.Decode(weights, code)
            * IntegerCodec.Decode(run.Design.Activations, (ushort)stimulus.Input(i, "x_i"));
        stimulus.Expect(i, "neg_o", isNegative ? 1u : 0);
        stimulus.Expect(i, "term_o", (UInt128)(Int128)(product - (isNegative ? 1 : 0)));
    }

    private static void WriteSum(CheckRun run, Stimulus stimulus, int i, Random random)
    {
        Design design = run.Design;
        var (_, x) = GroupCodes.Draw(design with { Group = design.Lanes }, random, finite: random.Next(8) != 0);
        Write(stimulus, i, "x_i", x, design.Activations.Bits);
        UInt128 flag = run.Path.IsFloat && random.Next(8) == 0 ? UInt128.One << run.Path.SumWidth : 0;
        stimulus.Set(i, "state_i", flag | State(run.Path, random, run.Path.SumWidth));
    }

    private static void Sum(CheckRun run, Stimulus stimulus, int i)
    {
        Datapath path = run.Path;
        ushort[] x = Read(stimulus, i, "x_i", run.Design.Lanes, run.Design.Activations.Bits);
        UInt128 state = stimulus.Input(i, "state_i");
        var (value, care) = GroupState.Sum(path, x);
        UInt128 expected = Added(path, state, value, path.SumWidth);
        bool isFlagged = path.IsFloat && (expected >> path.SumWidth & 1) != 0;
        stimulus.Expect(i, "state_o", expected, isFlagged ? ~GroupState.Mask(path.SumWidth) : care);
    }

    // What is below a flag does not count.
    private static UInt128 FlagCare(Datapath path, UInt128 state, UInt128 care) =>
        state >> path.AccWidth != 0 ? ~GroupState.Mask(path.AccWidth) : care;

    // Exact: modulo 2^width. Rounding: one add of what the beat gives. Flags stay once set.
    private static UInt128 Added(Datapath path, UInt128 state, UInt128 value, int width)
    {
        UInt128 mask = GroupState.Mask(width);
        UInt128 flags = (state | value) & ~mask;
        return path.Design.Accumulator switch
        {
            AccumulatorKind.Fp32 => flags | CanonicalBits.Of(
                BitConverter.UInt32BitsToSingle((uint)state) + BitConverter.UInt32BitsToSingle((uint)value)),
            AccumulatorKind.Fp16 => flags | CanonicalBits.Of(
                BitConverter.UInt16BitsToHalf((ushort)state) + BitConverter.UInt16BitsToHalf((ushort)value)),
            _ => flags | ((state + value) & mask),
        };
    }

    // An accumulator starts at +0 and is never -0: a sum that is exactly zero is +0.
    private static UInt128 State(Datapath path, Random random, int width) => path.Design.Accumulator switch
    {
        AccumulatorKind.Fp32 => Fp32Patterns.Any(random) is var bits && bits == 0x80000000 ? 0 : bits,
        AccumulatorKind.Fp16 => Fp16Patterns.Any(random) is var bits && bits == 0x8000 ? 0u : bits,
        AccumulatorKind.Fp32Dot => DotState(random),
        _ => (UInt128)(Int128)FixedPatterns.Any(random, width) & GroupState.Mask(width),
    };

    // What a sum of products can be: zero, special, half of the rest where those of binary16 are, half of it from 2^-111 to 2^96, as of
    // fp8_e7m0 by binary16.
    private static uint DotState(Random random)
    {
        uint bits = Fp32Patterns.Any(random);
        bool isSpecial = (bits >> 23 & 0xff) == 0xff;
        var (least, most) = random.Next(2) == 0 ? (-40, 40) : (-111, 96);
        uint near = (bits & 0x807fffff) | (uint)random.Next(127 + least, 127 + most + 1) << 23;
        return isSpecial ? bits : random.Next(16) == 0 ? 0 : near;
    }

    private static void WriteZeroCorrect(CheckRun run, Stimulus stimulus, int i, Random random)
    {
        Datapath path = run.Path;
        while (true)
        {
            long zero = random.Next(1 << run.Design.Weights.Bits);
            long sum = FixedPatterns.Any(random, path.SumWidth);
            long t = FixedPatterns.Any(random, path.TWidth);
            long point = IntegerCodec.Decode(run.Design.Weights, (ushort)zero);
            Int128 dot = t + ((Int128)sum * point);
            if (dot >= -(Int128.One << (path.AccWidth - 1)) && dot < Int128.One << (path.AccWidth - 1))
            {
                stimulus.Set(i, "zero_i", (ulong)zero);
                stimulus.Set(i, "sum_i", (UInt128)(Int128)sum);
                stimulus.Set(i, "dot_i", (UInt128)dot);
                return;
            }
        }
    }

    private static Int128 Corrected(CheckRun run, Stimulus stimulus, int i) =>
        Signed(stimulus.Input(i, "dot_i"), run.Path.AccWidth)
        - (Signed(stimulus.Input(i, "sum_i"), run.Path.SumWidth)
            * IntegerCodec.Decode(run.Design.Weights, (ushort)stimulus.Input(i, "zero_i")));

    private static void ZeroCorrect(CheckRun run, Stimulus stimulus, int i) =>
        stimulus.Expect(i, "value_o", (UInt128)Corrected(run, stimulus, i));

    private static bool FitsT(Datapath path, Int128 t) =>
        t >= -(Int128.One << (path.TWidth - 1)) && t < Int128.One << (path.TWidth - 1);

    // What a significand multiplies: a corrected dot product, or a super group's sum of scaled ones.
    private static int FactorWidth(Datapath path) => path.Design.HasMinima ? path.TotalWidth : path.TWidth;

    private static void WriteProduct(int width, Stimulus stimulus, int i, Random random)
    {
        stimulus.Set(i, "value_i", (UInt128)(Int128)FixedPatterns.Any(random, width));
        stimulus.Set(i, "sig_i", (ulong)random.Next(1 << 11) >> random.Next(12));
    }

    private static void ScaleProduct(int width, Stimulus stimulus, int i) => stimulus.Expect(
        i, "product_o", (UInt128)(Signed(stimulus.Input(i, "value_i"), width) * (Int128)stimulus.Input(i, "sig_i")));

    private static void WriteAccumulate(int value, int total, int bits, Stimulus stimulus, int i, Random random)
    {
        stimulus.Set(i, "acc_i", (UInt128)(Int128)FixedPatterns.Any(random, total));
        stimulus.Set(i, "value_i", (UInt128)(Int128)FixedPatterns.Any(random, value));
        stimulus.Set(i, "scale_i", (ulong)random.Next(1 << bits) >> random.Next(bits));
    }

    private static void ScaleAccumulate(int value, int total, Stimulus stimulus, int i) => stimulus.Expect(
        i,
        "acc_o",
        (UInt128)(Signed(stimulus.Input(i, "acc_i"), total)
            + (Signed(stimulus.Input(i, "value_i"), value) * (Int128)stimulus.Input(i, "scale_i"))));

    // An integer by a significand of at most 11 bits is what enters; a shift that a finite number has.
    private static void WriteDifference(CheckRun run, Stimulus stimulus, int i, Random random)
    {
        Datapath path = run.Path;
        bool isEqual = random.Next(4) == 0;
        Int128 scaled = Drawn(path.TotalWidth);
        Int128 minima = Drawn(path.MinimaWidth);
        int shift = random.Next(Datapath.HalfMaxShift + 1);
        stimulus.Set(i, "minima_i", (UInt128)minima);
        stimulus.Set(i, "scaled_i", (UInt128)(isEqual ? minima + random.Next(-1, 2) : scaled));
        stimulus.Set(i, "scale_shift_i", (ulong)shift);
        stimulus.Set(i, "unit_shift_i", (ulong)(isEqual ? shift : random.Next(Datapath.HalfMaxShift + 1)));
        stimulus.Set(i, "scale_neg_i", (ulong)random.Next(2));
        stimulus.Set(i, "unit_neg_i", (ulong)random.Next(2));

        Int128 Drawn(int width) => (Int128)FixedPatterns.Any(random, width) * ((1 << Datapath.HalfSignificand) - 1 >> random.Next(12));
    }

    private static void SuperDifference(Datapath path, Stimulus stimulus, int i)
    {
        Int128 Term(string port, int width, string factor)
        {
            Int128 term = Signed(stimulus.Input(i, port), width + Datapath.HalfSignificand) << (int)stimulus.Input(i, $"{factor}_shift_i");
            return stimulus.Input(i, $"{factor}_neg_i") != 0 ? -term : term;
        }

        stimulus.Expect(i, "value_o", (UInt128)(
            Term("scaled_i", path.TotalWidth, "scale") - Term("minima_i", path.MinimaWidth, "unit")));
    }

    private static Int128 Signed(UInt128 bits, int width) => (Int128)(bits << (128 - width)) >> (128 - width);

    private static void Write(Stimulus stimulus, int i, string port, ushort[] codes, int bits)
    {
        for (int lane = 0; lane < codes.Length; lane++)
        {
            stimulus.SetField(i, stimulus.Layout[port], lane * bits, bits, codes[lane]);
        }
    }

    private static ushort[] Read(Stimulus stimulus, int i, string port, int lanes, int bits) =>
        [.. Enumerable.Range(0, lanes).Select(lane => (ushort)stimulus.InputField(i, stimulus.Layout[port], lane * bits, bits))];
}
