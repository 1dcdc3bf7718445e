using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using MixPe.Flow.Verify.Values;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Verif.Model;

/// <summary>A random GEMM: an arithmetic, a shape, and the seed of its operands.</summary>
internal sealed record GemmCase(GemmArithmetic Arithmetic, int M, int N, int K, int Seed, int Profile)
{
    private static readonly string[] WeightNames = ["int4", "uint4", "int4", "uint4", "int2", "uint3", "int8", "uint8", "fp16",
        "int4", "uint4", "int4", "uint4", "int3", "uint2", "int4", "uint4",
        "fp4_e2m1", "fp5_e2m2", "fp6_e2m3", "fp6_e3m2", "ternary", "flint4", "olive4", "olive4", "olaccel4", "fp8_e4m3", "fp8_e5m2", "fp7_e3m3", "fp2_e1m0", "fp5_e4m0", "fp8_e6m1"];

    public static Arbitrary<GemmCase> Arbitrary { get; } = Arb.From(Generator(), Shrink);

    /// <summary>The operands: codes uniform over every code, binary16 by class, all of it from the seed.</summary>
    public GemmOperands Operands()
    {
        var random = new Random(Seed);
        int groups = GemmCheck.Groups(Arithmetic, K);
        NumberFormat weights = Arithmetic.Weights;
        return new GemmOperands(
            M,
            N,
            K,
            Weights(random),
            Draw(M * K, () => Arithmetic.Activations.IsInteger
                ? (ushort)random.Next(1 << Arithmetic.Activations.Bits)
                : Number(Arithmetic.Activations, random)),
            Draw(N * groups, () => Arithmetic.Scale.IsInteger ? (ushort)random.Next(256) : Number(Arithmetic.Scale, random)),
            Arithmetic.HasZeroPoint
                ? Draw(N * groups, () => random.Next(weights.MinInteger, weights.MaxInteger + 1))
                : null,
            Arithmetic.HasActivationScale ? Draw(M, () => Half(random)) : null)
        {
            ChannelScales = Arithmetic.HasChannelScale ? Draw(N, () => Half(random)) : null,
            ActivationGroupScales = Arithmetic.ActivationGroupScale is { } format
                ? Draw(M * GemmCheck.ActivationScaleGroups(Arithmetic, K), () => Number(format, random))
                : null,
            SuperGroups = Arithmetic.SuperGroup > 0 ? Super(random) : null,
            TensorScale = Arithmetic.HasTensorScale ? Fp32Patterns.Any(random) : null,
            Addends = Arithmetic.HasAddend ? Draw(M * N, () => Addend(random)) : null,
        };
    }

    // Now and then both parts of a weight are the same, so that a super group cancels where codes are 1.
    private SuperGroups Super(Random random)
    {
        int supers = GemmCheck.SuperGroupsOf(Arithmetic, K);
        ushort[] scales = Draw(N * supers, () => Half(random));
        return new SuperGroups(
            scales,
            random.Next(4) == 0 ? scales : Draw(N * supers, () => Half(random)),
            Draw(N * GemmCheck.Groups(Arithmetic, K), () => (ushort)(random.Next(256) >> random.Next(9))));
    }

    private ushort[] Weights(Random random)
    {
        NumberFormat weights = Arithmetic.Weights;
        ushort[] codes = Draw(N * K, () => weights is { IsMinifloat: true, HasSpecials: true }
            ? (ushort)(random.Next((int)weights.LargestFinite + 1) | (random.Next(2) << (weights.Bits - 1)))
            : weights.IsPaired && random.Next(4) == 0
            ? OutlierPairs.Victim
            : weights.IsFixedPoint
            ? (ushort)random.Next(weights.Kind == NumberKind.Ternary ? 1 : 0, 1 << weights.Bits)
            : Half(random));
        return weights.HasOutlierLane ? OutlierWord.WithOneOutlier(codes, K, Arithmetic.Lanes) : codes;
    }

    private static uint Addend(Random random) => random.Next(4) == 0
        ? Fp32Patterns.Any(random)
        : BitConverter.SingleToUInt32Bits((float)(Half)Math.ScaleB(random.NextDouble() - 0.5, random.Next(-20, 20)));

    private ushort Number(NumberFormat format, Random random) => format == NumberFormats.Fp16
        ? Half(random)
        : (Profile, random.Next(100)) switch
        {
            (0, 0) => FloatPatterns.Any(format, random),
            (0 or 1, _) => FloatPatterns.Finite(format, random),
            (_, 0) => (ushort)0,
            _ => FloatPatterns.Moderate(format, random),
        };

    // Extremes everywhere would make every output NaN or infinite: a third of the cases each has any pattern once in a
    // hundred, finite patterns of every class, and values around 1 that leave the rounding to be compared.
    private ushort Half(Random random) => (Profile, random.Next(100)) switch
    {
        (0, 0) => Fp16Patterns.Any(random),
        (0 or 1, _) => Fp16Patterns.Finite(random),
        (_, 0) => 0,
        _ => (ushort)(random.Next(0x2400, 0x4000) | random.Next(2) << 15),
    };

    private static T[] Draw<T>(int count, Func<T> next) => Enumerable.Range(0, count).Select(_ => next()).ToArray();

    private static Gen<GemmCase> Generator() =>
        from weights in Gen.Elements(WeightNames)
        from activations in Gen.Elements("int8", "fp16", "fp16", "fp16", "fp16", "int5", "uint8", "fp8_e4m3", "fp8_e5m2", "bf16",
            "fp4_e2m1", "fp6_e2m3", "fp6_e3m2")
        from accumulator in Gen.Elements(AccumulatorKind.Exact, AccumulatorKind.Fp32, AccumulatorKind.Fp16, AccumulatorKind.Sliced,
            AccumulatorKind.Fp32Dot)
        from flags in Gen.Choose(0, 7)
        from profile in Gen.Choose(0, 2)
        from scale in Gen.Elements("fp16", "fp16", "bf16", "fp8_e4m3", "e8m0")
        from groupScale in Gen.Elements("none", "none", "none", "none", "fp16", "bf16", "fp8_e4m3", "e8m0")
        from output in Gen.Elements("fp32", "fp16", "bf16")
        from lanes in Gen.Choose(1, 16)
        from @group in Gen.Elements(1, 3, 4, 7, 8, 16, 32, 33, 64, 128)
        from m in Gen.Choose(1, 6)
        from n in Gen.Choose(1, 20)
        from k in Gen.Choose(1, 140)
        from seed in Gen.Choose(0, int.MaxValue)
        select Make(weights, activations, scale, groupScale, accumulator, flags, profile, output, lanes, @group, m, n, k, seed);

    private static GemmCase Make(
        string weights,
        string activations,
        string scale,
        string groupScale,
        AccumulatorKind accumulator,
        int flags,
        int profile,
        string output,
        int lanes,
        int group,
        int m,
        int n,
        int k,
        int seed)
    {
        if (weights == "fp16")
        {
            // Of rounding accumulators those of 32 bits, without zero points.
            (activations, accumulator, flags) = (
                "fp16", accumulator == AccumulatorKind.Fp32Dot ? accumulator : AccumulatorKind.Fp32, flags & 2);
        }

        NumberFormat x = NumberFormats.Activations.FirstOrDefault(format => format.Name == activations) ?? NumberFormats.Get(activations);
        if (weights is "ternary" or "olaccel4" && !x.IsInteger)
        {
            x = NumberFormats.OfActivations("int8");
        }

        if (x.IsInteger && NumberFormats.OfWeights(weights).IsInteger && seed % 3 == 0)
        {
            scale = "uint8";
        }

        if (!x.HasSpecials)
        {
            flags &= ~1;
        }

        AccumulatorKind allowed = x.Kind == NumberKind.Signed && accumulator == AccumulatorKind.Sliced ? accumulator
            : x.IsInteger || !x.HasSpecials ? AccumulatorKind.Exact
            : x == NumberFormats.Bf16 ? (accumulator == AccumulatorKind.Sliced ? accumulator : AccumulatorKind.Fp32)
            : x.Bits == 8 && accumulator is not (AccumulatorKind.Exact or AccumulatorKind.Fp32Dot) ? AccumulatorKind.Fp32
            : accumulator;
        if (!NumberFormats.OfWeights(weights).IsInteger && weights != "fp16")
        {
            flags &= ~1;
            allowed = allowed == AccumulatorKind.Fp16 ? AccumulatorKind.Fp32 : allowed;
        }

        if (allowed == AccumulatorKind.Sliced && !NumberFormats.OfWeights(weights).IsInteger)
        {
            allowed = x == NumberFormats.Bf16 ? AccumulatorKind.Fp32 : AccumulatorKind.Exact;
        }

        if (allowed == AccumulatorKind.Fp32Dot)
        {
            flags &= ~1;
        }

        NumberFormat w = NumberFormats.OfWeights(weights);
        if (w.IsMinifloat)
        {
            // Exact sums of which binary64 has no room, and products of which binary32 has none.
            bool isExact = new BigInteger(group) * w.ReachUnits * FixedPoint.MaxMagnitude(x) < 1L << 53;
            w = ((x.IsInteger || !x.HasSpecials) && !isExact) || (x == NumberFormats.Bf16 && !GemmCheck.HasBinary32Products(w, x))
                ? NumberFormats.OfWeights("fp8_e4m3")
                : w;
            allowed = x.IsInteger || !x.HasSpecials || isExact || allowed == AccumulatorKind.Fp32Dot ? allowed : AccumulatorKind.Fp32;
        }

        NumberFormat? activationGroupScale = null;
        if (groupScale != "none" && scale != "uint8" && (x.IsInteger || allowed != AccumulatorKind.Sliced))
        {
            // In the place of a scale a row, and of one rounding for both.
            activationGroupScale = NumberFormats.Get(groupScale);
            flags &= ~6;
        }

        bool hasSuperGroups = scale == "uint8" && allowed != AccumulatorKind.Sliced && w.Kind == NumberKind.Unsigned && seed % 2 == 0;
        if (hasSuperGroups)
        {
            activationGroupScale = NumberFormats.Fp16;
            flags &= ~7;
        }

        var arithmetic = new GemmArithmetic(
            w,
            x,
            w.IsPaired ? group + (group % 2) : w.HasOutlierLane ? lanes * (1 + (group / 8)) : group,
            (flags & 1) != 0,
            (flags & 2) != 0,
            allowed,
            lanes,
            (flags & 4) != 0 && allowed == AccumulatorKind.Exact && scale == "fp16",
            NumberFormats.Get(output))
        {
            Scale = NumberFormats.Get(scale),
            ActivationGroupScale = activationGroupScale,
            SuperGroup = hasSuperGroups ? group * (1 + (seed / 6 % 5)) : 0,
            HasAddend = seed % 5 < 2,
            HasTensorScale = seed % 7 < 3,
            AlignedBits = allowed != AccumulatorKind.Sliced ? 0
                : x.IsInteger ? 1 + (seed % x.Bits)
                : SlicedGroup.MinBits + (seed % (SlicedGroup.MaxBits - SlicedGroup.MinBits + 1)),
        };
        if (allowed == AccumulatorKind.Sliced && x.IsInteger && seed % 11 < 5)
        {
            arithmetic = arithmetic with { WideGroups = seed % 13 % 4, NarrowBits = 1 + (seed / 7 % arithmetic.AlignedBits) };
        }

        return new GemmCase(arithmetic, m, n, k, seed, profile);
    }

    private static IEnumerable<GemmCase> Shrink(GemmCase c)
    {
        if (c.M > 1)
        {
            yield return c with { M = 1 };
        }

        if (c.N > 1)
        {
            yield return c with { N = c.N / 2 };
        }

        if (c.K > 1)
        {
            yield return c with { K = c.K / 2 };
            yield return c with { K = c.K - 1 };
        }

        if (c.Arithmetic.Lanes > 1)
        {
            yield return c with { Arithmetic = c.Arithmetic with { Lanes = 1 } };
        }
    }
}
