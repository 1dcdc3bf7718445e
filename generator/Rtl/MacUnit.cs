using System.Globalization;
using MixPe.Generator.Designs;
using MixPe.Generator.Heaps;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Generator.Rtl;

/// <summary>The multiply-accumulate of a PE: which template, and what fills it.</summary>
internal static class MacUnit
{
    /// <summary>Template name and model.</summary>
    internal static (string Template, TemplateModel Model) For(Datapath path, TemplateModel model)
    {
        TemplateModel beat = model.WithWidth("x", path.BeatActivations).WithWidth("w", path.BeatWeights);
        return path.Design.Accumulator switch
        {
            AccumulatorKind.Fp32Dot => ("mac_dot", DotUnit.For(path, beat)),
            AccumulatorKind.Fp32 when path.HasFloatWeights => ("mac_fma", Fma(path, beat)),
            AccumulatorKind.Fp32 => ("mac_fp32", Fp32(path, beat)),
            AccumulatorKind.Fp16 => ("mac_fp16", Fp16(path, beat)),
            _ when path.IsFloat => ("mac_fixed", Fixed(path, beat)),
            _ when path.Design.Weights.Kind == NumberKind.Ternary => ("mac_ternary", SignedTerms(path, beat, path.Design.Activations.Bits)),
            _ when path.Design.Weights.IsMinifloat => ("mac_minifloat", SignedTerms(path, beat, path.MinifloatTerm)),
            _ => path.Design.Architecture switch
            {
                Architecture.PairSums => ("mac_pairs", Pairs(path, beat)),
                Architecture.Booth => ("mac_booth", Booth(path, beat)),
                Architecture.Bricks => ("mac_bricks", Bricks(path, beat)),
                Architecture.Lut => ("mac_lut", Lut(path, beat)),
                Architecture.Behavioural => ("mac_behavioural", Behavioural(path, beat)),
                _ => ("mac_int", Integer(path, beat)),
            },
        };
    }

    private static TemplateModel Booth(Datapath path, TemplateModel model)
    {
        int x = path.Design.Activations.Bits;
        int w = path.Design.Weights.Bits;
        BoothRows rows = new(x, w, path.Design.Weights.Kind == NumberKind.Signed, path.Design.Target);
        List<Summand> terms = [];
        Dictionary<string, object>[] digits = [.. Enumerable.Range(0, path.Design.Lanes).SelectMany(lane => rows.List(
            lane,
            string.Create(CultureInfo.InvariantCulture, $"x_i[{((lane + 1) * x) - 1}:{lane * x}]"),
            bit => string.Create(CultureInfo.InvariantCulture, $"w_i[{(lane * w) + bit}]"),
            terms))];
        return model
            .With("digits", digits)
            .WithSum(IntoState(path, terms));
    }

    private static TemplateModel Pairs(Datapath path, TemplateModel model)
    {
        List<Summand> terms = [];
        Dictionary<string, object>[] pairs = PairRows.List(path, terms);
        return model
            .With("pairs", pairs)
            .WithSum(IntoState(path, terms));
    }

    private static TemplateModel Bricks(Datapath path, TemplateModel model)
    {
        List<Summand> terms = [];
        Dictionary<string, object>[] lanes = BrickRows.List(path, terms);
        return model
            .With("brick_lanes", lanes)
            .WithSum(IntoState(path, terms));
    }

    private static TemplateModel Lut(Datapath path, TemplateModel model)
    {
        List<Summand> terms = [];
        Dictionary<string, object>[] tables = TableRows.List(path, terms);
        return TableRows.AddTo(path, model)
            .With("tables", tables)
            .WithSum(IntoState(path, terms));
    }

    // All terms of all lanes, and the accumulator.
    private static SumNetwork IntoState(Datapath path, IReadOnlyList<Summand> terms) => SumNetwork.Build(
        path.Design.Target, terms, new Summand("state_i", path.AccWidth), path.AccWidth, "state_o", path.PipelineRegisters);

    // An unsigned weight takes a bit more as a signed factor, and none more in the product of its range.
    private static TemplateModel Behavioural(Datapath path, TemplateModel model)
    {
        bool isSigned = path.Design.Weights.Kind == NumberKind.Signed;
        return model
            .WithWidth("factor", path.Design.Weights.Bits + (isSigned ? 0 : 1))
            .WithWidth("product", path.Design.Weights.Bits + path.Design.Activations.Bits)
            .With("lanes_list", Lanes.List(path));
    }

    private static TemplateModel Integer(Datapath path, TemplateModel model)
    {
        Design design = path.Design;
        int xWidth = design.Activations.Bits;
        int wWidth = design.Weights.CodeBits;
        List<Dictionary<string, object>> copies = [];
        List<Summand> terms = [];
        for (int lane = 0; lane < design.Lanes; lane++)
        {
            for (int bit = 0; bit < wWidth; bit++)
            {
                string signal = string.Create(CultureInfo.InvariantCulture, $"copy{lane}_{bit}");
                copies.Add(new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["signal"] = signal,
                    ["width"] = xWidth,
                    ["msb"] = xWidth - 1,
                    ["x_low"] = lane * xWidth,
                    ["x_high"] = ((lane + 1) * xWidth) - 1,
                    ["w_bit"] = (lane * wWidth) + bit,
                });
                bool isNegative = design.Weights.IsSigned && bit == wWidth - 1;
                terms.Add(new Summand(signal, xWidth, bit, design.Activations.IsSigned, isNegative));
            }
        }

        return OutlierLane.AddTo(path, model, terms)
            .With("copies", copies.ToArray())
            .WithSum(IntoState(path, terms));
    }

    private static TemplateModel Fixed(Datapath path, TemplateModel model)
    {
        int termWidth = path.ProductMagnitude + path.MaxShift + 1;
        SumNetwork sum = SumNetwork.Build(
            path.Design.Target,
            OnesComplementTerms(path, termWidth),
            new Summand("acc", path.AccWidth),
            path.AccWidth,
            "acc_next",
            path.PipelineRegisters,
            StageDelays.FloatProduct,
            StageDelays.Align);
        return model
            .With("lane_msb", path.Design.Lanes - 1)
            .With("nan", path.FlagBits > 0 ? "nan" : "unused_nan")
            .With("inf", path.FlagBits > 1 ? "inf" : "unused_inf")
            .WithWidth("mag", path.ProductMagnitude)
            .WithWidth("term", termWidth)
            .With("lanes_list", FloatProducts.Lanes(path, sum.RegistersBefore, lane => $"neg[{lane}]"))
            .WithSum(sum)
            .WithDelayed("flags", Math.Max(1, path.FlagBits), path.PipelineRegisters);
    }

    // A term a lane, inverted where the weight is negative, of integer activations.
    private static TemplateModel SignedTerms(Datapath path, TemplateModel model, int width) => model
        .WithWidth("term", width)
        .With("lanes_list", Lanes.List(path))
        .WithSum(IntoState(path, OnesComplementTerms(path, width)));

    /// <summary>A lane's aligned term in one's complement, and the one that makes it two's complement.</summary>
    internal static Summand[] OnesComplementTerms(Datapath path, int termWidth) =>
    [
        .. Lanes.Terms(path).Select(term => new Summand(term, termWidth, IsSigned: true)),
        .. Enumerable.Range(0, path.Design.Lanes).Select(lane =>
            new Summand(string.Create(CultureInfo.InvariantCulture, $"neg{lane}"), 1)),
    ];

    private static TemplateModel Fp32(Datapath path, TemplateModel model)
    {
        FpTree tree = new(
            Lanes.Terms(path), "state_i", NumberFormats.Fp32, path.PipelineRegisters,
            StageDelays.FloatProduct, StageDelays.ToFp32);
        return tree.AddTo(model
            .WithWidth("mag", path.ProductMagnitude)
            .With("mag_count_width", Datapath.Log2(path.ProductMagnitude))
            .With("lanes_list", FloatProducts.Lanes(path, tree.RegistersBefore, lane => $"neg{lane}")));
    }

    private static TemplateModel Fma(Datapath path, TemplateModel model)
    {
        FpTree tree = new(
            Lanes.Terms(path), "state_i", NumberFormats.Fp32, path.PipelineRegisters, StageDelays.Fp16Multiply);
        return tree.AddTo(model.With("lanes_list", Lanes.List(path)));
    }

    private static TemplateModel Fp16(Datapath path, TemplateModel model)
    {
        int bits = path.Design.Weights.Bits;
        bool isSigned = path.Design.Weights.Kind == NumberKind.Signed;
        List<Dictionary<string, object>> adds = [];
        List<string> leaves = [];
        Dictionary<string, object>[] lanes = Lanes.List(path, (lane, entry) =>
        {
            entry["copies"] = Enumerable.Range(0, bits).Select(bit => new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["lane"] = lane,
                ["bit"] = bit,
                ["signal"] = Copy(lane, bit),
                ["w_bit"] = (lane * bits) + bit,
                ["is_first"] = bit == 0,
                ["is_negative"] = isSigned && bit == bits - 1,
            }).ToArray();
            leaves.AddRange(Enumerable.Range(0, bits).Select(bit => Copy(lane, bit)));
        });
        FpTree tree = new(
            leaves, "state_i", NumberFormats.Fp16, path.PipelineRegisters, StageDelays.Fp16Pow2);
        return tree.AddTo(model.With("weight_width", bits).With("lanes_list", lanes));
    }

    private static string Copy(int lane, int bit) =>
        string.Create(CultureInfo.InvariantCulture, $"copy{lane}_{bit}");
}
