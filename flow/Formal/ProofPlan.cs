using MixPe.Flow.Synthesis;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Flow.Formal;

/// <summary>Which proofs a design has; docs/proofs.md says what each of them states.</summary>
public static class ProofPlan
{
    /// <summary>Where Debian's package qflow-tech-osu018 puts its Liberty file.</summary>
    public const string Osu018 = SynthesisTools.Osu018File;

    // Shapes on which every mechanism of the array's control shows: a single PE, more rows than columns, and a wait
    // counter that is no power of two, and several dequantization units a column, of several rows and of one.
    private static readonly (int Rows, int Columns, int Units)[] Shapes =
        [(1, 1, 1), (3, 2, 1), (4, 3, 1), (4, 2, 2), (3, 1, 3)];

    // Likewise of a weight-stationary array: a single PE, and words and rows that are and are not powers of two.
    private static readonly (int Rows, int Columns)[] StationaryShapes = [(1, 1), (2, 2), (3, 2)];

    // The one-bit lemma with which sums of carry-save adders are rewritten.
    private const string CarrySave = "csa";

    private static readonly string[] Simple = [CarrySave, "brick", "fp16_decode", "normalize"];
    private static readonly string[] Floating = ["fp16_mul_pow2", "fp16_mul_pow2_wide", "fp_add"];
    private static readonly string[] Decoders = ["fp4_decode", "fp6_decode", "fp8_decode", "bf16_decode"];
    private static readonly string[] Accumulators = ["mac", "sum"];

    /// <summary>The proofs of a design, cheap ones first.</summary>
    /// <param name="bundle">The design.</param>
    /// <param name="generate">Makes the same design with fewer lanes.</param>
    public static IReadOnlyList<Proof> For(RtlBundle bundle, Func<Design, RtlBundle> generate)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(generate);
        return
        [
            new Proof(NetlistProof.Name, room => NetlistProof.Run(room)),
            .. (IsPartial(bundle.Design) ? Partial(bundle, generate) : Whole(bundle, generate))
                .SelectMany(proofs => proofs)
                .Select(proof => proof with { Lemmas = [NetlistProof.Name, .. proof.Lemmas] }),
        ];
    }

    private static IEnumerable<Proof>[] Whole(RtlBundle bundle, Func<Design, RtlBundle> generate) =>
        [Units(bundle), Sums(bundle, generate), Dequantization(bundle), Clocked(bundle, generate)];

    // Their PEs and arrays are checked by `mixpe verify` alone.
    private static bool IsPartial(Design design) => design.IsSliced || design.SharedColumns > 1;

    private static IEnumerable<Proof>[] Partial(RtlBundle bundle, Func<Design, RtlBundle> generate) =>
        bundle.Design.IsSliced ? [Units(bundle), Slices(bundle), Dequantization(bundle), Tile(bundle, generate)]
        : bundle.Design.SharesSums ? [Units(bundle), Dequantization(bundle), Foot(bundle), Tile(bundle, generate)]
        : [Units(bundle), Sums(bundle, generate), Dequantization(bundle), Foot(bundle), Tile(bundle, generate)];

    private static IEnumerable<Proof> Units(RtlBundle bundle)
    {
        // The exponents that the units which round can ask for.
        const string exponents = "(exp_i != 0) & !(&exp_i)";
        foreach (string unit in Simple)
        {
            if (Has(bundle, unit))
            {
                yield return new Proof(unit, room => UnitProofs.Together(room, bundle, unit));
            }
        }

        if (Has(bundle, "scale_decode") && bundle.Design.FloatScale.Kind != NumberKind.PowerOfTwo)
        {
            yield return Decoder(bundle, "scale_decode", bundle.Design.FloatScale);
        }

        if (Has(bundle, "x_scale_decode") && bundle.Design.ActivationGroupScale!.Kind != NumberKind.PowerOfTwo)
        {
            yield return Decoder(bundle, "x_scale_decode", bundle.Design.ActivationGroupScale);
        }

        foreach (string unit in Decoders)
        {
            if (Has(bundle, unit))
            {
                yield return Decoder(bundle, unit, bundle.Design.Activations);
            }
        }

        yield return new Proof("fp_round", room => UnitProofs.Unit(room, bundle, "fp_round", null, exponents));
        foreach (string unit in Floating)
        {
            if (Has(bundle, unit))
            {
                yield return new Proof(unit, room => UnitProofs.Unit(room, bundle, unit));
            }
        }

        if (Has(bundle, "scaled_to_fp32"))
        {
            Datapath scaled = new(bundle.Design);
            yield return new Proof("scaled_to_fp32", room => UnitProofs.Unit(
                room, bundle, "scaled_to_fp32",
                new Dictionary<string, long>(StringComparer.Ordinal)
                {
                    ["Unit"] = ActivationFormat.UnitOf(bundle.Design.Activations) + ActivationFormat.UnitOf(bundle.Design.Weights),
                    ["ShiftWidth"] = scaled.ProductShiftBits,
                },
                scaled.AddsShifts ? FormattableString.Invariant($"nan_i | inf_i | shift_i <= {scaled.ProductShift}") : "1"));
        }

        if (Has(bundle, "fp16_mul"))
        {
            yield return new Proof("fp16_mul", room => UnitProofs.Multiply(room, bundle));
            yield return Algebra(bundle, "fp16_mul", "significands", AlgebraicClaims.Fp16Significands());
        }

        if (Has(bundle, "fp16_product"))
        {
            yield return new Proof("fp16_product", room => UnitProofs.Product(room, bundle));
            yield return Algebra(bundle, "fp16_product", "significands", AlgebraicClaims.Fp16Significands());
        }

        if (Has(bundle, "lut_table"))
        {
            yield return new Proof("lut_table", room => UnitProofs.Unit(
                room, bundle, "lut_table",
                new Dictionary<string, long>(StringComparer.Ordinal) { ["XWidth"] = bundle.Design.Activations.Bits }));
        }

        if (Has(bundle, "float_product"))
        {
            Datapath path = new(bundle.Design);
            yield return new Proof("float_product", room => UnitProofs.Unit(
                room, bundle, "float_product",
                Parameters(
                    bundle, [("MagWidth", path.ProductMagnitude), ("ShiftWidth", path.ProductShiftBits), ("AddsShifts", path.AddsShifts ? 1 : 0), .. ActivationFormat.Parameters(bundle.Design.Activations).Select(p => (p.Key, p.Value))])));
            if (!bundle.Design.Weights.IsMinifloat)
            {
                yield return Algebra(bundle, "float_product", "significands", AlgebraicClaims.SignificandProduct());
            }
        }
    }

    private static IEnumerable<Proof> Slices(RtlBundle bundle)
    {
        Design design = bundle.Design;
        yield return design.AlignsActivations ? Aligned(bundle) : Integers(bundle);
        if (design.Slices > 1)
        {
            yield return new Proof("slice_merge", room => UnitProofs.Unit(
                room, bundle, "slice_merge",
                new Dictionary<string, long>(StringComparer.Ordinal) { ["SliceBits"] = design.SliceBits }));
        }
    }

    // Of numbers that the group's largest exponent is one of; of infinities and NaN nothing is stated.
    private static Proof Aligned(RtlBundle bundle)
    {
        Design design = bundle.Design;
        string field = FormattableString.Invariant($"x_i[14:{design.Activations.FractionBits}]");
        string assumption = $"(exp_i != 0) & !(&exp_i) & ({field} <= exp_i)";
        return new Proof("slice_align", design.HasRunTimeSlices
            ? room => Aligned(room, bundle, assumption)
            : room => UnitProofs.Unit(
                room, bundle, "slice_align",
                new Dictionary<string, long>(StringComparer.Ordinal)
                {
                    ["XExp"] = design.Activations.ExponentBits,
                    ["Bits"] = design.AlignedBits,
                },
                assumption,
                "spec_slice_align_whole"));
    }

    // Of every integer.
    private static Proof Integers(RtlBundle bundle)
    {
        Design design = bundle.Design;
        if (!design.HasRunTimeSlices)
        {
            return new Proof("slice_integer", room => UnitProofs.Unit(
                room, bundle, "slice_integer",
                new Dictionary<string, long>(StringComparer.Ordinal) { ["Bits"] = design.AlignedBits }, specification: "spec_slice_integer_whole"));
        }

        var (ordered, care) = LeftOut(design);
        return new Proof("slice_integer", room => UnitProofs.Unit(
            room, bundle, "slice_integer",
            new Dictionary<string, long>(StringComparer.Ordinal) { ["Slices"] = design.Slices, ["SliceBits"] = design.SliceBits },
            $"1{ordered}",
            care: care));
    }

    // With any slices left out, the lowest ones, whose bits are not looked at.
    private static (string Ordered, string Care) LeftOut(Design design)
    {
        string[] skips = [.. Enumerable.Range(0, design.Slices - 1).Select(slice => FormattableString.Invariant($"skip_i[{slice}]"))];
        IEnumerable<string> ordered = skips.Zip(skips.Skip(1), (below, above) => $" & ({below} | ~{above})");
        string care = string.Join(", ", skips.Reverse().Select(skip => FormattableString.Invariant($"{{{design.SliceBits}{{~{skip}}}}}")));
        return (string.Concat(ordered), FormattableString.Invariant($"{{{{{design.SliceBits}{{1'b1}}}}, {care}}}"));
    }

    private static ProofOutcome Aligned(ProofRoom room, RtlBundle bundle, string assumption)
    {
        Design design = bundle.Design;
        var (ordered, care) = LeftOut(design);
        return UnitProofs.Unit(
            room, bundle, "slice_align",
            new Dictionary<string, long>(StringComparer.Ordinal)
            {
                ["XExp"] = design.Activations.ExponentBits,
                ["Slices"] = design.Slices,
                ["SliceBits"] = design.SliceBits,
            },
            assumption + ordered,
            care: care);
    }

    private static IEnumerable<Proof> Sums(RtlBundle bundle, Func<Design, RtlBundle> generate)
    {
        string[] pipelined =
            bundle.Design.Pipeline == 1 ? [] : [.. Accumulators.Where(unit => Has(bundle, unit))];
        foreach (string unit in pipelined)
        {
            yield return new Proof(Stages(unit), room => StageProof.Run(room, bundle, unit));
        }

        foreach (Proof proof in OpenSums(bundle, generate))
        {
            string unit = proof.Name.Split('.')[0];
            yield return pipelined.Contains(unit) ? proof with { Lemmas = [.. proof.Lemmas, Stages(unit)] } : proof;
        }
    }

    // What sums give, whatever their pipelines: registers are taken for wires.
    private static IEnumerable<Proof> OpenSums(RtlBundle bundle, Func<Design, RtlBundle> generate)
    {
        Datapath path = new(bundle.Design);
        AlgebraicClaims claims = new(path);
        if (bundle.Design.Accumulator == AccumulatorKind.Fp32Dot)
        {
            yield return new Proof("mac.products", room => new DotProofs(room, bundle).Products());
            yield return new Proof("mac.largest", room => new DotProofs(room, bundle).Largest());
            yield return new Proof("mac.terms", room => new DotProofs(room, bundle).Terms());
            yield return Algebra(bundle, "mac", "sum", claims.DotSum());
            yield return new Proof("mac.result", room => new DotProofs(room, bundle).Result());
        }
        else if (!path.IsExact)
        {
            foreach (string unit in Accumulators.Where(unit => Has(bundle, unit)))
            {
                yield return new Proof(unit, room => TreeProofs.Run(room, bundle, unit));
            }
        }
        else if (path.IsFloat)
        {
            foreach (string unit in Accumulators.Where(unit => Has(bundle, unit)))
            {
                yield return new Proof($"{unit}.terms", room => UnitProofs.Terms(room, bundle, unit));
                yield return Algebra(bundle, unit, "sum", claims.FixedSum(unit == "mac" ? path.AccWidth : path.SumWidth));
                if (unit == "sum" || path.HasFlags)
                {
                    yield return new Proof($"{unit}.flags", room => UnitProofs.Flags(room, bundle, unit));
                }
            }
        }
        else
        {
            yield return new Proof("mac.lane", room => UnitProofs.IntegerLanes(room, bundle));
            if (HasOneLane(bundle))
            {
                yield return new Proof(
                    "mac.one_lane", room => WithLanes(room, bundle, generate, 1, UnitProofs.IntegerMac));
            }

            if (bundle.Design.Weights.HasOutlierLane)
            {
                yield return new Proof("mac.outlier", room => InnerWordProofs.Outlier(room, bundle));
            }
            else if (!bundle.Design.Weights.IsInteger)
            {
                yield return new Proof("mac.terms", room => InnerWordProofs.SignedTerms(room, bundle));
            }

            if (bundle.Design.Architecture is Architecture.PairSums or Architecture.Lut)
            {
                yield return new Proof("mac.rows", room => InnerWordProofs.Rows(room, bundle));
            }
            else if (bundle.Design.Architecture == Architecture.Bricks)
            {
                yield return new Proof("mac.bricks", room => InnerWordProofs.Bricks(room, bundle));
            }

            yield return Algebra(bundle, "mac", "sum", claims.Mac());
            if (Has(bundle, "sum"))
            {
                yield return Algebra(bundle, "sum", "sum", claims.IntegerSum());
            }
        }
    }

    private static IEnumerable<Proof> Dequantization(RtlBundle bundle)
    {
        Datapath path = new(bundle.Design);
        AlgebraicClaims claims = new(path);
        if (Has(bundle, "zero_correct"))
        {
            yield return Algebra(bundle, "zero_correct", "sum", claims.ZeroCorrection());
        }

        if (Has(bundle, "scale_accumulate"))
        {
            yield return Algebra(bundle, "scale_accumulate", "sum", AlgebraicClaims.ScaleAccumulate());
        }

        if (Has(bundle, "minimum_accumulate"))
        {
            yield return Algebra(bundle, "minimum_accumulate", "sum", AlgebraicClaims.ScaleAccumulate());
            yield return Algebra(bundle, "minimum_product", "sum", AlgebraicClaims.ScaleProduct());
        }

        if (Has(bundle, "super_difference"))
        {
            yield return new Proof("super_difference", room => UnitProofs.Unit(
                room, bundle, "super_difference", new Dictionary<string, long>(StringComparer.Ordinal)
                {
                    ["ScaledWidth"] = path.TotalWidth + Datapath.HalfSignificand,
                    ["MinimaWidth"] = path.MinimaWidth + Datapath.HalfSignificand,
                    ["Width"] = path.DifferenceWidth,
                }));
        }

        if (Has(bundle, "scale_product"))
        {
            yield return Algebra(bundle, "scale_product", "sum", AlgebraicClaims.ScaleProduct());
        }

        if (Has(bundle, "fp_mul_zero"))
        {
            NumberFormat format = path.Format!;
            yield return new Proof("fp_mul_zero", room => UnitProofs.Unit(
                room, bundle, "fp_mul_zero",
                Parameters(bundle, ("ExpWidth", format.ExponentBits), ("FracWidth", format.FractionBits))));
        }

        if (Has(bundle, "fixed_to_fp32") && !bundle.Design.AlignsActivations)
        {
            yield return new Proof("fixed_to_fp32", room => UnitProofs.Unit(
                room, bundle, "fixed_to_fp32", new Dictionary<string, long>(StringComparer.Ordinal)
                {
                    ["Width"] = path.RoundedWidth,
                    ["LsbExponent"] = path.RoundedExponent,
                }));
        }

        if (Has(bundle, "fused_accumulate"))
        {
            int product = path.TWidth + 11;
            int lsb = path.LsbExponent - 24;
            yield return new Proof("fused_accumulate", room => UnitProofs.Unit(
                room, bundle, "fused_accumulate", new Dictionary<string, long>(StringComparer.Ordinal)
                {
                    ["ProductWidth"] = product,
                    ["Wide"] = product + 29 + Datapath.MaxGroupsLog2 + 1,
                    ["LsbExponent"] = lsb,
                },
                $"(acc_i[30:0] == 0) | (acc_i[30:23] >= {127 + lsb})"));
        }

        if (Has(bundle, "scale_pair"))
        {
            foreach (Proof proof in PairScaling(bundle))
            {
                yield return proof;
            }
        }
        else if (Has(bundle, "fp32_scale"))
        {
            foreach (Proof proof in Scaling(bundle, "fp32_scale", bundle.Design.FloatScale))
            {
                yield return proof;
            }
        }

        if (Has(bundle, "fp32_row_scale"))
        {
            foreach (Proof proof in Scaling(bundle, "fp32_row_scale", NumberFormats.Fp16))
            {
                yield return proof;
            }
        }

        if (Has(bundle, "fp32_mul"))
        {
            yield return Decoder(bundle, "fp32_decode", NumberFormats.Fp32);
            yield return Algebra(bundle, "fp32_mul", "significands", AlgebraicClaims.ScaleSignificands());
            yield return new Proof("fp32_mul", room => ScaleProofs.Run(room, bundle, "fp32_mul", NumberFormats.Fp32, isWide: true));
        }

        if (Has(bundle, "fp32_narrow"))
        {
            yield return new Proof("fp32_narrow", room => UnitProofs.Unit(
                room, bundle, "fp32_narrow", new Dictionary<string, long>(StringComparer.Ordinal)
                {
                    ["ExpWidth"] = bundle.Design.Output.ExponentBits,
                }));
        }
    }

    // By the scales of both operands' groups.
    private static IEnumerable<Proof> PairScaling(RtlBundle bundle)
    {
        bool isPower = bundle.Design.FloatScale.Kind == NumberKind.PowerOfTwo;
        bool isPowerOfX = bundle.Design.ActivationGroupScale!.Kind == NumberKind.PowerOfTwo;
        if (!isPower && !isPowerOfX)
        {
            yield return Algebra(bundle, "scale_pair", "significands", AlgebraicClaims.PairSignificands());
        }

        yield return new Proof("scale_pair", room => ScaleProofs.Pair(room, bundle));
        if (!isPower || !isPowerOfX)
        {
            yield return Algebra(bundle, "fp32_scale", "significands", AlgebraicClaims.ScaleSignificands());
        }

        yield return new Proof("fp32_scale", room => ScaleProofs.ByPair(room, bundle));
    }

    // By a power of two there is no product of significands to take out.
    private static IEnumerable<Proof> Scaling(RtlBundle bundle, string unit, NumberFormat scale)
    {
        if (scale.Kind != NumberKind.PowerOfTwo)
        {
            yield return Algebra(bundle, unit, "significands", AlgebraicClaims.ScaleSignificands());
        }

        yield return new Proof(unit, room => ScaleProofs.Run(room, bundle, unit, scale));
    }

    private static IEnumerable<Proof> Clocked(RtlBundle bundle, Func<Design, RtlBundle> generate)
    {
        bool isStationary = bundle.Design.IsWeightStationary;
        if (!isStationary)
        {
            yield return new Proof("pe.marks", room => ArrayProofs.PeMarks(room, bundle));
        }

        yield return new Proof("pe", room => PeProofs.OwnLanes(room, bundle));
        if (bundle.Design.Activations.Kind != NumberKind.Float && HasOneLane(bundle))
        {
            yield return new Proof(
                "pe.one_lane", room => WithLanes(room, bundle, generate, 1, PeProofs.OneLane));
        }

        IEnumerable<Proof> array = isStationary ? StationaryArray(bundle) : Array(bundle);
        foreach (Proof proof in Foot(bundle).Concat(array).Concat(Tile(bundle, generate)))
        {
            yield return proof;
        }

        yield return new Proof("pe.mapped", room => MappedProofs.Pe(room, bundle, Osu018));
    }

    private static IEnumerable<Proof> Tile(RtlBundle bundle, Func<Design, RtlBundle> generate) =>
        TileProofs.For(bundle, (room, design, prove) => Other(room, design, generate, prove));

    private static IEnumerable<Proof> Foot(RtlBundle bundle)
    {
        yield return new Proof("group_dequant.valid", room => ArrayProofs.Dequant(room, bundle));
        yield return new Proof("group_dequant.data", room => DequantProofs.Data(room, bundle));
    }

    private static IEnumerable<Proof> Array(RtlBundle bundle)
    {
        yield return new Proof("array.ready", room => PathProofs.ArrayReady(room, bundle));
        foreach ((int rows, int columns, int units) in Shapes)
        {
            yield return new Proof(
                $"array.handshake_{rows}x{columns}", room => ArrayProofs.Handshake(room, bundle, rows, columns, units));
        }
    }

    private static IEnumerable<Proof> StationaryArray(RtlBundle bundle)
    {
        if (Has(bundle, "act_sum"))
        {
            yield return new Proof("act_sum", room => PeProofs.ActivationSum(room, bundle));
        }

        yield return new Proof("array.paths", room => PathProofs.Array(room, bundle));
        foreach ((int rows, int columns) in StationaryShapes)
        {
            yield return new Proof(
                $"array.control_{rows}x{columns}", room => ArrayProofs.Control(room, bundle, rows, columns));
        }
    }

    // The same design with fewer lanes, for what does not close with all of them. A weight-stationary group is as long as
    // a column of PEs has lanes.
    private static ProofOutcome WithLanes(
        ProofRoom room,
        RtlBundle bundle,
        Func<Design, RtlBundle> generate,
        int lanes,
        Func<ProofRoom, RtlBundle, ProofOutcome> prove)
    {
        Design design = bundle.Design;

        // A beat of weights stays as wide: it holds the parameters of a super group, whatever the lanes are.
        int words = design.HasMinima ? design.Tile.WWords * design.Lanes / lanes : design.Tile.WWords;
        return Other(
            room,
            (design with { Lanes = lanes, Tile = design.Tile with { WWords = words } })
                .WithGroup(design.IsWeightStationary ? design.Rows * lanes : design.Group),
            generate,
            prove);
    }

    private static ProofOutcome Other(
        ProofRoom room,
        Design design,
        Func<Design, RtlBundle> generate,
        Func<ProofRoom, RtlBundle, ProofOutcome> prove)
    {
        RtlBundle few = generate(design);
        using ProofRoom own = new(few, room.Left, room.Cancellation);

        // It is other text: what every proof rests on has to hold of it too.
        ProofOutcome outcome = NetlistProof.Run(own);
        outcome = outcome.Result == ProofResult.Proved ? prove(own, few) : outcome;
        room.TakeTrace(own);
        return outcome;
    }

    // 8 by 8 bits and a free accumulator do not close: mac.sum, and pe around the mac, are what covers them.
    // Weights in pairs have no single lane, words with an outlier no lane without it.
    private static bool HasOneLane(RtlBundle bundle) =>
        bundle.Design.Weights is { IsPaired: false, HasOutlierLane: false } && bundle.Design.Weights.Bits <= UnitProofs.HardWeight;

    private static string Stages(string unit) => $"{unit}.stages";

    private static Proof Decoder(RtlBundle bundle, string unit, NumberFormat format) => new(
        unit,
        room => UnitProofs.Unit(
            room, bundle, unit, ActivationFormat.Parameters(format), specification: "spec_activation"));

    private static Proof Algebra(RtlBundle bundle, string unit, string what, AlgebraicClaim claim) => new(
        $"{unit}.{what}",
        room => AlgebraicProof.Run(room, bundle.Module(unit).Name, $"{bundle.Design.Name}_csa", claim))
    {
        Lemmas = Has(bundle, CarrySave) ? [CarrySave] : [],
    };

    private static Dictionary<string, long> Parameters(RtlBundle bundle, params (string Name, long Value)[] more)
    {
        Dictionary<string, long> parameters = new(WeightFormat.Parameters(bundle.Design), StringComparer.Ordinal);
        foreach ((string name, long value) in more)
        {
            parameters[name] = value;
        }

        return parameters;
    }

    private static bool Has(RtlBundle bundle, string unit) => bundle.Modules.Any(module => module.Unit == unit);
}
