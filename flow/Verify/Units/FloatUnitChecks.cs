using System.Numerics;
using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>The floating-point units by themselves. Sums and products of binary32 and binary16 are the processor's.
/// </summary>
internal static class FloatUnitChecks
{
    private const int ScaledMagnitude = 15;

    private static readonly NumberFormat[] RoundedFormats =
        [NumberFormats.Fp16, NumberFormats.Bf16, NumberFormats.Fp32];

    private static readonly UnitVariant Binary16 = new(
        "binary16",
        new Dictionary<string, int> { ["ExpWidth"] = 5, ["FracWidth"] = 10, ["CountWidth"] = 4 });

    public static IEnumerable<UnitCheck> All { get; } =
    [
        VectorChecks.All(
            "fp16_decode/all", "every binary16 pattern taken apart", design => new Datapath(design).HasFp16, _ => [("x_i", 16)],
            _ => new VectorSpecification((stimulus, i) => Decode(NumberFormats.Fp16, stimulus, i))),
        VectorChecks.All(
            "fp8_decode/all", "every FP8 pattern taken apart", design => HasMinifloat(design, 8), _ => [("x_i", 8)],
            run => new VectorSpecification((stimulus, i) => Decode(run.Design.Activations, stimulus, i))),
        VectorChecks.All(
            "fp6_decode/all", "every FP6 pattern taken apart", design => HasMinifloat(design, 6), _ => [("x_i", 6)],
            run => new VectorSpecification((stimulus, i) => Decode(run.Design.Activations, stimulus, i))),
        VectorChecks.All(
            "fp4_decode/all", "every FP4 pattern taken apart", design => HasMinifloat(design, 4), _ => [("x_i", 4)],
            run => new VectorSpecification((stimulus, i) => Decode(run.Design.Activations, stimulus, i))),
        VectorChecks.All(
            "bf16_decode/all", "every bfloat16 pattern taken apart", design => design.Activations == NumberFormats.Bf16, _ => [("x_i", 16)],
            run => new VectorSpecification((stimulus, i) => Decode(run.Design.Activations, stimulus, i))),
        VectorChecks.All(
            "float_product/all", "every activation by every weight, specials included",
            design => design.Inner.Activations.Kind == NumberKind.Float && design.Accumulator != AccumulatorKind.Fp16
                && design.Weights.IsFixedPoint,
            run => [("x_i", run.Design.Activations.Bits), ("w_i", run.Design.Weights.Element.Bits)],
            run => new VectorSpecification((stimulus, i) => Product(run.Design, stimulus, i))),
        VectorChecks.Random(
            "fp16_mul/values", "binary16 numbers of every class by each other, against the processor",
            design => HasFloatWeights(design) && !IsDot(design), 16, _ => new VectorSpecification(Multiply),
            (_, stimulus, i, random) =>
            {
                stimulus.Set(i, "x_i", Fp16Patterns.Any(random));
                stimulus.Set(i, "w_i", Fp16Patterns.Any(random));
            }),
        VectorChecks.Random(
            "fp16_product/values", "binary16 numbers of every class by each other: sign, magnitude and exponent, specials",
            design => HasFloatWeights(design) && IsDot(design), 16, _ => new VectorSpecification(Fp16Product),
            (_, stimulus, i, random) =>
            {
                stimulus.Set(i, "x_i", Fp16Patterns.Any(random));
                stimulus.Set(i, "w_i", Fp16Patterns.Any(random));
            }),
        VectorChecks.Random(
            "fp_round/magnitudes", "magnitudes at every place, ties, subnormal and overflowing results", _ => true, 8,
            _ => new VectorSpecification(Round) { IsLegal = IsRoundable },
            WriteRound) with { IsGeneric = true },
        VectorChecks.Random(
            "fp_add/binary32", "pairs by class, cancelling ones and ones a significand apart, against the processor",
            HasAdder, 16, _ => new VectorSpecification(Add32),
            (_, stimulus, i, random) =>
            {
                var (a, b) = Fp32Patterns.Pair(random);
                stimulus.Set(i, "a_i", a);
                stimulus.Set(i, "b_i", b);
            }),
        VectorChecks.Random(
            "fp_add/binary16", "every pattern by partners of every class, its negative and neighbours",
            design => design.Accumulator == AccumulatorKind.Fp16, 16, _ => new VectorSpecification(Add16),
            (_, stimulus, i, random) =>
            {
                ushort a = (ushort)random.Next(1 << 16);
                int b = random.Next(3) == 0 ? (a ^ 0x8000) + random.Next(-2, 3) : Fp16Patterns.Any(random);
                stimulus.Set(i, "a_i", a);
                stimulus.Set(i, "b_i", (ushort)b);
            }) with { Variant = Binary16 },
        VectorChecks.All(
            "scaled_to_fp32/all", "every sign, magnitude and shift, infinite and NaN too", design => HasScaled(design) && !IsWide(design),
            run => [("mag_i", ScaledMagnitude), ("shift_i", run.Path.ProductShiftBits), ("neg_i", 1), ("nan_i", 1), ("inf_i", 1)],
            run => new VectorSpecification((stimulus, i) => Scaled(run.Path, stimulus, i))),
        VectorChecks.Random(
            "scaled_to_fp32/values", "every shift with magnitudes of every length: normal, subnormal and overflowing numbers",
            design => HasScaled(design) && (IsWide(design) || AddsShifts(design)), 16,
            run => new VectorSpecification((stimulus, i) => Scaled(run.Path, stimulus, i)),
            (run, stimulus, i, random) =>
            {
                int shifts = Shifts(run);
                int shift = random.Next(3) switch
                {
                    0 => random.Next(Math.Min(shifts, 2 * ScaledMagnitude)),
                    1 => shifts - 1 - random.Next(Math.Min(shifts, 2 * ScaledMagnitude)),
                    _ => random.Next(shifts),
                };
                stimulus.Set(i, "mag_i", (ulong)(random.Next(1 << ScaledMagnitude) >> random.Next(ScaledMagnitude)));
                stimulus.Set(i, "shift_i", (ulong)shift);
                stimulus.Set(i, "neg_i", (ulong)random.Next(2));
            }),
        VectorChecks.Random(
            "scaled_to_fp32/specials", "infinities and NaN over any magnitude", HasScaled, 1,
            run => new VectorSpecification((stimulus, i) => Scaled(run.Path, stimulus, i)),
            (run, stimulus, i, random) =>
            {
                stimulus.Set(i, "mag_i", (ulong)random.Next(1 << ScaledMagnitude));
                stimulus.Set(i, "shift_i", (ulong)random.Next(Shifts(run)));
                stimulus.Set(i, "neg_i", (ulong)random.Next(2));
                stimulus.Set(i, "nan_i", (ulong)random.Next(2));
                stimulus.Set(i, "inf_i", (ulong)random.Next(2));
            }),
        VectorChecks.All(
            "fixed_to_fp32/all", "every sum of a group, infinite and NaN too",
            design => HasFixed(design) && !design.AlignsActivations,
            run => [("value_i", run.Path.RoundedWidth), ("nan_i", 1), ("inf_i", 1), ("neg_inf_i", 1)],
            run => new VectorSpecification((stimulus, i) => Fixed(run.Path, stimulus, i))),
        VectorChecks.Random(
            "fixed_to_fp32/values", "sums by class, ties, infinities and NaN", HasFixed, 8,
            run => new VectorSpecification((stimulus, i) => Fixed(run.Path, stimulus, i)), WriteFixed),
        VectorChecks.Random(
            "fp32_scale/values", "binary32 by class and every class of scale, against the processor",
            design => (!design.Fused || design.ActivationScale) && !design.HasScalePairs, 16,
            run => Scaling(run.Path, run.Design.FloatScale), (run, stimulus, i, random) => WriteScale(run.Path, run.Design.FloatScale, stimulus, i, random)),
        VectorChecks.Random(
            "fp32_scale/pairs", "binary32 by class and every class of both scales, against binary64", HasPair, 16,
            run => PairVectors.Products(run.Path), PairVectors.WriteProduct),
        VectorChecks.Random(
            "scale_pair/values", "both scales by class: sign, significand, exponent and specials of their product", HasPair, 16,
            run => PairVectors.Parts(run.Design), PairVectors.WriteParts),
        VectorChecks.All(
            "scale_pair/all", "every pattern of both scales", HasPair,
            run => [("x_i", PairVectors.Bits(run.Design))],
            run => PairVectors.Parts(run.Design)),
        VectorChecks.All(
            "x_scale_decode/all", "every pattern of a scale of X taken apart",
            design => design.HasScalePairs && design.ActivationGroupScale is { } x && x != design.FloatScale && x != NumberFormats.Fp16,
            run => [("x_i", run.Design.ActivationGroupScale!.Bits)],
            run => new VectorSpecification((stimulus, i) => Decode(run.Design.ActivationGroupScale!, stimulus, i))),
        VectorChecks.All(
            "scale_decode/all", "every pattern of a scale taken apart", design => design.FloatScale != NumberFormats.Fp16,
            run => [("x_i", run.Design.FloatScale.Bits)],
            run => new VectorSpecification((stimulus, i) => Decode(run.Design.FloatScale, stimulus, i))),
        VectorChecks.Random(
            "fp32_row_scale/values", "binary32 by class and every class of a row's scale, against the processor",
            design => design.FloatScale != NumberFormats.Fp16 && design.ActivationScale, 16,
            run => Scaling(run.Path, NumberFormats.Fp16), (run, stimulus, i, random) => WriteScale(run.Path, NumberFormats.Fp16, stimulus, i, random)),
        VectorChecks.Random(
            "fp32_decode/values", "binary32 by class, taken apart", HasTensorScale, 4,
            _ => new VectorSpecification((stimulus, i) => Decode(NumberFormats.Fp32, stimulus, i)),
            (_, stimulus, i, random) => stimulus.Set(i, "x_i", Fp32Patterns.Any(random))),
        VectorChecks.Random(
            "fp32_mul/values", "pairs by class, subnormal and overflowing products, against the processor", HasTensorScale, 16,
            _ => new VectorSpecification((stimulus, i) => stimulus.Expect(
                i, "product_o", CanonicalBits.Of(Single(stimulus, i, "a_i") * Single(stimulus, i, "scale_i")))),
            (_, stimulus, i, random) =>
            {
                uint a = Fp32Patterns.Any(random);
                stimulus.Set(i, "a_i", a);
                stimulus.Set(i, "scale_i", Fp32Patterns.Factor(random, a));
            }),
        VectorChecks.Random(
            "fp32_narrow/values", "binary32 by class, half of it in the output's own range", HasNarrow, 16,
            run => new VectorSpecification((stimulus, i) => Narrow(run.Design.Output, stimulus, i)), WriteNarrow),
        VectorChecks.All(
            "fp_mul_zero/all", "every binary16 sum by every zero point",
            design => HasZeroProduct(design) && design.Accumulator == AccumulatorKind.Fp16,
            run => [("a_i", 16), ("zero_i", run.Design.Weights.Bits)],
            run => new VectorSpecification((stimulus, i) => MultiplyZero(run.Design, stimulus, i))),
        VectorChecks.Random(
            "fp_mul_zero/values", "sums by class by every zero point, against the processor", HasZeroProduct, 8,
            run => new VectorSpecification((stimulus, i) => MultiplyZero(run.Design, stimulus, i)),
            (run, stimulus, i, random) =>
            {
                stimulus.Set(i, "zero_i", (ulong)random.Next(1 << run.Design.Weights.Bits));
                stimulus.Set(i, "a_i", run.Design.Accumulator == AccumulatorKind.Fp16
                    ? Fp16Patterns.Any(random)
                    : Fp32Patterns.Any(random));
            }),
        VectorChecks.Random(
            "fused_accumulate/values", "accumulators that cancel the product and that do not, one rounding",
            design => design.Fused, 16,
            run => new VectorSpecification((stimulus, i) => Fused(run.Path, stimulus, i))
            {
                IsLegal = (stimulus, i) => IsMultiple(run.Path, (uint)stimulus.Input(i, "acc_i")),
            },
            FusedVectors.Write),
    ];

    private static bool HasTensorScale(Design design) => design.HasTensorScale;

    private static bool HasPair(Design design) => design.HasScalePairs;

    private static bool HasAdder(Design design) =>
        design.HasAddend || design.HasMinima || (!design.HasIntegerScale && (!design.Fused || !design.HasFixedPointSums));

    private static bool HasMinifloat(Design design, int bits) =>
        design.Activations.Kind == NumberKind.Float && design.Activations.Bits == bits;

    private static bool IsWide(Design design) => new Datapath(design).HasWideActivations;

    private static bool AddsShifts(Design design) => new Datapath(design).AddsShifts;

    // Sums of two shifts do not fill their bits.
    private static int Shifts(CheckRun run) =>
        AddsShifts(run.Design) ? run.Path.ProductShift + 1 : 1 << run.Path.ProductShiftBits;

    private static bool HasScaled(Design design) =>
        design.Accumulator is AccumulatorKind.Fp32 or AccumulatorKind.Fp16 && !HasFloatWeights(design);

    private static bool HasFloatWeights(Design design) => !design.Weights.IsFixedPoint;

    private static bool IsDot(Design design) => design.Accumulator == AccumulatorKind.Fp32Dot;

    private static bool HasFixed(Design design) => design is { HasFixedPointSums: true, Fused: false };

    private static bool HasNarrow(Design design) => design.Output.Bits < 32;

    private static bool HasZeroProduct(Design design) =>
        design is { ZeroPoint: true, HasFixedPointSums: false };

    private static void Decode(NumberFormat format, Stimulus stimulus, int i)
    {
        uint x = (uint)stimulus.Input(i, "x_i");
        stimulus.Expect(i, "neg_o", FloatBits.IsNegative(format, x) ? 1u : 0);
        stimulus.Expect(i, "nan_o", FloatBits.IsNaN(format, x) ? 1u : 0);
        stimulus.Expect(i, "inf_o", FloatBits.IsInfinity(format, x) ? 1u : 0);
        if (FloatBits.IsFinite(format, x))
        {
            FloatParts parts = FloatBits.Unpack(format, x);
            stimulus.Expect(i, "sig_o", parts.Significand);
            stimulus.Expect(i, "shift_o", (uint)(parts.Exponent - format.SubnormalExponent));
        }
    }

    private static void Multiply(Stimulus stimulus, int i) => stimulus.Expect(i, "product_o", CanonicalBits.Of(
        Fp16.ToSingle((ushort)stimulus.Input(i, "x_i")) * Fp16.ToSingle((ushort)stimulus.Input(i, "w_i"))));

    private static void Fp16Product(Stimulus stimulus, int i)
    {
        uint x = (uint)stimulus.Input(i, "x_i");
        uint w = (uint)stimulus.Input(i, "w_i");
        NumberFormat format = NumberFormats.Fp16;
        float product = Fp16.ToSingle((ushort)x) * Fp16.ToSingle((ushort)w);
        stimulus.Expect(i, "nan_o", float.IsNaN(product) ? 1u : 0);
        stimulus.Expect(i, "inf_o", float.IsInfinity(product) ? 1u : 0);
        if (!float.IsNaN(product))
        {
            stimulus.Expect(i, "neg_o", float.IsNegative(product) ? 1u : 0);
        }

        if (float.IsFinite(product))
        {
            FloatParts a = FloatBits.Unpack(format, x);
            FloatParts b = FloatBits.Unpack(format, w);
            stimulus.Expect(i, "mag_o", a.Significand * b.Significand);
            stimulus.Expect(i, "shift_o", (uint)(a.Exponent + b.Exponent - (2 * format.SubnormalExponent)));
        }
    }

    private static void Product(Design design, Stimulus stimulus, int i)
    {
        NumberFormat format = design.Activations;
        uint x = (uint)stimulus.Input(i, "x_i");
        FloatParts w = WeightParts(design.Weights.Element, (ushort)stimulus.Input(i, "w_i"));
        bool isInfinite = FloatBits.IsInfinity(format, x);
        bool isNaN = FloatBits.IsNaN(format, x) || (isInfinite && w.Significand == 0);
        stimulus.Expect(i, "nan_o", isNaN ? 1u : 0);
        if (!isNaN)
        {
            stimulus.Expect(i, "inf_o", isInfinite ? 1u : 0);
            stimulus.Expect(i, "neg_o", FloatBits.IsNegative(format, x) != w.Negative ? 1u : 0);
        }

        if (FloatBits.IsFinite(format, x))
        {
            FloatParts parts = FloatBits.Unpack(format, x);
            int shift = parts.Exponent - format.SubnormalExponent;
            bool addsShifts = new Datapath(design).AddsShifts;
            stimulus.Expect(i, "mag_o", ((UInt128)parts.Significand * w.Significand) << (addsShifts ? 0 : w.Exponent));
            stimulus.Expect(i, "shift_o", (uint)(shift + (addsShifts ? w.Exponent : 0)));
        }
    }

    // An integer is its own significand.
    private static FloatParts WeightParts(NumberFormat format, ushort code)
    {
        if (format.IsMinifloat)
        {
            return IntegerCodec.Unpack(format, code);
        }

        long value = IntegerCodec.Decode(format, code);
        return new FloatParts(value < 0, (uint)Math.Abs(value), 0);
    }

    private static void Round(Stimulus stimulus, int i)
    {
        // The top bit has the weight that exp_i gives; nothing lies below bit 0.
        NumberFormat format = Rounded(stimulus.Layout);
        int exponent = (int)stimulus.Input(i, "exp_i") - format.Bias - (stimulus.Layout["mag_i"].Bits - 1);
        stimulus.Expect(i, "result_o", FloatRounding.Round(
            format, stimulus.Input(i, "sign_i") != 0, stimulus.Input(i, "mag_i"), exponent, out _));
    }

    private static void WriteRound(CheckRun run, Stimulus stimulus, int i, Random random)
    {
        NumberFormat format = Rounded(stimulus.Layout);
        int width = stimulus.Layout["mag_i"].Bits;
        int largest = (1 << format.ExponentBits) - 1;
        long all = (1L << width) - 1;
        long magnitude = random.NextInt64(all + 1) >> random.Next(width + 1);

        // Ties, and one below and above them.
        int below = width - format.FractionBits - 1;
        if (below > 0 && random.Next(3) == 0)
        {
            long unit = 1L << below;
            magnitude = Math.Clamp((magnitude & -unit) + (unit / 2) + random.Next(-1, 2), 0, all);
        }

        stimulus.Set(i, "sign_i", (ulong)random.Next(2));
        stimulus.Set(i, "mag_i", (ulong)(random.Next(50) == 0 ? all : magnitude));
        stimulus.Set(i, "exp_i", (ulong)(random.Next(4) switch
        {
            0 => random.Next(1, Math.Min(40, largest)),
            1 => random.Next(largest - 5, largest + Math.Min(45, largest)),
            2 => random.Next(1, (2 * largest) + 1),
            _ => random.Next(1, largest + 1),
        }));
    }

    // Neither zero nor all ones, which a carry out of the fraction would wrap.
    private static bool IsRoundable(Stimulus stimulus, int i)
    {
        uint exp = (uint)stimulus.Input(i, "exp_i");
        return exp > 0 && exp < (1u << stimulus.Layout["exp_i"].Bits) - 1;
    }

    // The format that fp_round rounds to, by its ports.
    private static NumberFormat Rounded(RecordLayout layout) => RoundedFormats.Single(format =>
        format.Bits == layout["result_o"].Bits && format.ExponentBits == layout["exp_i"].Bits - 1);

    private static void Add32(Stimulus stimulus, int i) => stimulus.Expect(
        i, "sum_o", CanonicalBits.Of(Single(stimulus, i, "a_i") + Single(stimulus, i, "b_i")));

    private static void Add16(Stimulus stimulus, int i) => stimulus.Expect(
        i, "sum_o", CanonicalBits.Of(Half16(stimulus, i, "a_i") + Half16(stimulus, i, "b_i")));

    private static void Scaled(Datapath path, Stimulus stimulus, int i)
    {
        bool isNegative = stimulus.Input(i, "neg_i") != 0;
        double value = Math.ScaleB((double)stimulus.Input(i, "mag_i"), (int)stimulus.Input(i, "shift_i") + path.LsbExponent);
        float result = stimulus.Input(i, "nan_i") != 0 ? float.NaN
            : (float)((stimulus.Input(i, "inf_i") != 0 ? double.PositiveInfinity : value) * (isNegative ? -1 : 1));
        stimulus.Expect(i, "value_o", CanonicalBits.Of(result));
    }

    private static void Fixed(Datapath path, Stimulus stimulus, int i)
    {
        bool isNegative = stimulus.Input(i, "neg_inf_i") != 0;
        if (path.Design.HasMinima && stimulus.Input(i, "nan_i") == 0 && stimulus.Input(i, "inf_i") == 0)
        {
            // Wider than what a group's sum is.
            int above = 128 - path.RoundedWidth;
            Int128 value = (Int128)(stimulus.Input(i, "value_i") << above) >> above;
            stimulus.Expect(i, "value_o", FloatRounding.Round(
                NumberFormats.Fp32, value < 0, (UInt128)Int128.Abs(value), path.RoundedExponent, out _));
            return;
        }

        ExactSum sum = stimulus.Input(i, "nan_i") != 0 ? ExactSum.NaN
            : stimulus.Input(i, "inf_i") != 0 ? ExactSum.Infinity(isNegative)
            : ExactState.Decode(stimulus.Input(i, "value_i"), path.RoundedWidth, flagBits: 0);
        int unit = path.LsbExponent + (path.Design.AlignsActivations ? (int)stimulus.Input(i, "exp_i") : 0);
        stimulus.Expect(i, "value_o", CanonicalBits.Of(Dequantize.Round32(sum, unit)));
    }

    private static void WriteFixed(CheckRun run, Stimulus stimulus, int i, Random random)
    {
        stimulus.Set(i, "value_i", (UInt128)FixedPatterns.Wide(random, run.Path.RoundedWidth));
        if (run.Design.AlignsActivations)
        {
            stimulus.Set(i, "exp_i", (ulong)random.Next(run.Path.MaxUnitExponent + 1));
        }

        if (random.Next(10) == 0)
        {
            stimulus.Set(i, "nan_i", (ulong)random.Next(2));
            stimulus.Set(i, "inf_i", (ulong)random.Next(2));
            stimulus.Set(i, "neg_inf_i", (ulong)random.Next(2));
        }
    }

    private static VectorSpecification Scaling(Datapath path, NumberFormat format) => new((stimulus, i) => stimulus.Expect(
        i,
        "product_o",
        CanonicalBits.Of(Dequantize.Multiply(
            Single(stimulus, i, "a_i"), format, (ushort)stimulus.Input(i, "scale_i")))))
    {
        IsLegal = (stimulus, i) => PairVectors.IsScalable(path, (uint)stimulus.Input(i, "a_i")),
    };

    private static void WriteScale(Datapath path, NumberFormat format, Stimulus stimulus, int i, Random random)
    {
        uint a = Fp32Patterns.Any(random);
        ushort scale = FloatPatterns.Any(format, random);
        if (path.HasWideScaling && random.Next(2) == 0)
        {
            // Products around the smallest numbers: the exponents of both add up to them.
            int sum = 127 + format.Bias - random.Next(120, 152);
            int exponent = Math.Clamp(sum - (scale >> format.FractionBits & ((1 << format.ExponentBits) - 1)), 0, 254);
            a = (a & 0x807fffff) | (uint)exponent << 23;
        }

        stimulus.Set(i, "a_i", PairVectors.IsScalable(path, a) ? a : a ^ 0x40000000);
        stimulus.Set(i, "scale_i", scale);
    }

    private static void Narrow(NumberFormat output, Stimulus stimulus, int i) => stimulus.Expect(
        i, "value_o", Dequantize.Finish(Single(stimulus, i, "value_i"), null, null, null, output));

    private static void WriteNarrow(CheckRun run, Stimulus stimulus, int i, Random random)
    {
        uint bits = Fp32Patterns.Any(random);
        if (random.Next(2) == 0)
        {
            // Around binary16's range; half of these near ties of 10 and 7 bits of fraction.
            bits = (bits & 0x807fffff) | (uint)random.Next(100, 145) << 23;
            bits = random.Next(4) switch
            {
                0 => (bits & ~0x1fffu) | 0x1000,
                1 => (bits & ~0xffffu) | 0x8000,
                2 => (bits & ~0x1fffu) | (0x1000u + (uint)random.Next(-1, 2)),
                _ => bits,
            };
        }

        stimulus.Set(i, "value_i", bits);
    }

    private static void MultiplyZero(Design design, Stimulus stimulus, int i)
    {
        int zero = (int)IntegerCodec.Decode(design.Weights, (ushort)stimulus.Input(i, "zero_i"));
        stimulus.Expect(i, "product_o", design.Accumulator == AccumulatorKind.Fp16
            ? CanonicalBits.Of(Half16(stimulus, i, "a_i") * (Half)zero)
            : CanonicalBits.Of(Single(stimulus, i, "a_i") * zero));
    }

    private static void Fused(Datapath path, Stimulus stimulus, int i)
    {
        float accumulator = Single(stimulus, i, "acc_i");
        bool isNaN = stimulus.Input(i, "nan_i") != 0;
        if (isNaN || stimulus.Input(i, "inf_i") != 0 || !float.IsFinite(accumulator))
        {
            float infinity = stimulus.Input(i, "neg_inf_i") != 0 ? float.NegativeInfinity : float.PositiveInfinity;
            float scaled = isNaN ? float.NaN : stimulus.Input(i, "inf_i") != 0 ? infinity : 0;
            stimulus.Expect(i, "acc_o", CanonicalBits.Of(accumulator + scaled));
            return;
        }

        int unit = path.LsbExponent - 24;
        int width = path.TWidth + 11;
        BigInteger product = (BigInteger)((Int128)(stimulus.Input(i, "product_i") << (128 - width)) >> (128 - width));
        product <<= (int)stimulus.Input(i, "shift_i");
        FloatParts a = FloatBits.Unpack(NumberFormats.Fp32, (uint)stimulus.Input(i, "acc_i"));
        BigInteger sum = a.Negative ? -(BigInteger)a.Significand : a.Significand;
        int low = Math.Min(a.Exponent, unit);
        sum = (sum << (a.Exponent - low))
            + ((stimulus.Input(i, "neg_i") != 0 ? -product : product) << (unit - low));
        stimulus.Expect(i, "acc_o", FloatRounding.Round(NumberFormats.Fp32, sum, low));
    }

    // Zero, special, or a multiple of the unit that still has room for what it is added to.
    private static bool IsMultiple(Datapath path, uint bits)
    {
        if (!FloatBits.IsFinite(NumberFormats.Fp32, bits) || (bits & 0x7fffffff) == 0)
        {
            return true;
        }

        FloatParts parts = FloatBits.Unpack(NumberFormats.Fp32, bits);
        int above = parts.Exponent - (path.LsbExponent - 24);
        bool isMultiple = above >= 0 || parts.Significand % (1u << Math.Min(31, -above)) == 0;
        return isMultiple && above <= path.TWidth + 11 + 29;
    }

    private static float Single(Stimulus stimulus, int i, string port) =>
        BitConverter.UInt32BitsToSingle((uint)stimulus.Input(i, port));

    private static Half Half16(Stimulus stimulus, int i, string port) =>
        BitConverter.UInt16BitsToHalf((ushort)stimulus.Input(i, port));
}
