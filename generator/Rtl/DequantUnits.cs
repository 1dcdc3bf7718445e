using System.Globalization;
using MixPe.Generator.Heaps;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Generator.Rtl;

/// <summary>The parts of the group dequantization unit.</summary>
internal static class DequantUnits
{
    /// <summary>dot − zero·sum.</summary>
    internal static TemplateModel ZeroCorrect(Datapath path, TemplateModel model)
    {
        int bits = path.Design.Weights.Bits;
        bool isSigned = path.Design.Weights.Kind == NumberKind.Signed;
        Summand[] terms =
        [
            new Summand("dot_i", path.AccWidth, IsSigned: true),
            .. GatedCopies.Terms(bits, path.SumWidth, isSigned: true, isNegative: true, hasNegativeTop: isSigned),
        ];
        return model
            .WithWidth("w", bits)
            .With("copies", GatedCopies.List(bits))
            .WithSum(SumNetwork.Build(path.Design.Target, terms, null, path.TWidth, "value_o"));
    }

    /// <summary>Floating-point number times zero point.</summary>
    internal static TemplateModel MultiplyByZero(Datapath path, TemplateModel model)
    {
        NumberFormat format = path.Format!;
        int bits = path.Design.Weights.Bits;
        int product = format.FractionBits + 1 + bits;
        return FormatWidths(format, model)
            .WithWidth("w", bits)
            .WithWidth("sig", format.FractionBits + 1)
            .WithWidth("product", product)
            .With("accumulator", format.Name)
            .With("exp_plus", format.ExponentBits + 1)
            .With("fp_msb_exp", format.Bits - 2)
            .With("count_width", Datapath.Log2(product))
            .With("copies", GatedCopies.List(bits))
            .WithSum(SumNetwork.Build(
                path.Design.Target,
                [.. GatedCopies.Terms(bits, format.FractionBits + 1)],
                null,
                product,
                "mag"));
    }

    /// <summary>Fixed point to binary32.</summary>
    internal static TemplateModel FixedToFp32(Datapath path, TemplateModel model)
    {
        int width = path.RoundedWidth;
        int magnitude = Math.Max(width, 26);
        return model
            .WithWidth("t", width)
            .With("lsb_exponent", path.RoundedExponent)
            .With("mag_width", magnitude)
            .With("pad", magnitude - width)
            .With("count_width", Datapath.Log2(magnitude))
            .With("top_exponent", 127 + width - 1 + path.RoundedExponent);
    }

    /// <summary>Fixed point times a scale's significand.</summary>
    internal static TemplateModel ScaleProduct(Datapath path, TemplateModel model) => Product(
        path, model, "scale_product", path.Design.HasMinima ? path.TotalWidth : path.TWidth,
        path.Design.HasMinima ? "a super group's sum of scaled dot products" : "a group's corrected dot product",
        path.Design.HasMinima ? "Sum" : "Corrected dot product");

    /// <summary>A super group's sum of minima times activation sums, times the significand of what the minima count in.</summary>
    internal static TemplateModel MinimumProduct(Datapath path, TemplateModel model) =>
        Product(path, model, "minimum_product", path.MinimaWidth, "a super group's sum of minima times activation sums", "Sum");

    private static TemplateModel Product(
        Datapath path, TemplateModel model, string unit, int width, string what, string value) => model
        .With("unit", unit)
        .With("factor", what)
        .With("factor_value", value)
        .WithWidth("t", width)
        .WithWidth("p", width + Datapath.HalfSignificand)
        .With("copies", GatedCopies.List(Datapath.HalfSignificand))
        .WithSum(SumNetwork.Build(
            path.Design.Target,
            [.. GatedCopies.Terms(Datapath.HalfSignificand, width, isSigned: true)],
            null,
            width + Datapath.HalfSignificand,
            "product_o"));

    /// <summary>Sum of K, or of a super group, plus a group's corrected dot product times its integer scale.</summary>
    internal static TemplateModel ScaleAccumulate(Datapath path, TemplateModel model) => Accumulate(
        path, model.With("is_minimum", false).With("unit", "scale_accumulate"), path.Design.Scale.Bits, path.TWidth, path.TotalWidth);

    /// <summary>Sum of a super group plus a group's activation sum times its minimum.</summary>
    internal static TemplateModel MinimumAccumulate(Datapath path, TemplateModel model) => Accumulate(
        path, model.With("is_minimum", true).With("unit", "minimum_accumulate"), SuperGroups.MinimumBits, path.SumWidth, path.MinimaWidth);

    private static TemplateModel Accumulate(Datapath path, TemplateModel model, int bits, int value, int total) => model
        .WithWidth("t", value)
        .WithWidth("total", total)
        .WithWidth("level", bits)
        .With("max_k", path.Design.Tile.MaxK)
        .With("copies", GatedCopies.List(bits))
        .WithSum(SumNetwork.Build(
            path.Design.Target,
            [.. GatedCopies.Terms(bits, value, isSigned: true)],
            new Summand("acc_i", total),
            total,
            "acc_o"));

    /// <summary>Both products of a super group, placed by their exponents, one less the other.</summary>
    internal static TemplateModel SuperDifference(Datapath path, TemplateModel model)
    {
        int scaled = path.TotalWidth + Datapath.HalfSignificand;
        int minima = path.MinimaWidth + Datapath.HalfSignificand;
        return model
            .WithWidth("scaled", scaled)
            .WithWidth("minima", minima)
            .WithWidth("wide", path.DifferenceWidth)
            .With("scaled_pad", path.DifferenceWidth - scaled)
            .With("minima_pad", path.DifferenceWidth - minima)
            .With("lsb_exponent", path.RoundedExponent);
    }

    /// <summary>The unit itself where groups have minima.</summary>
    internal static TemplateModel SuperGroup(Datapath path, TemplateModel model) => model
        .WithWidth("minima", path.MinimaWidth)
        .WithWidth("scaled_product", path.TotalWidth + Datapath.HalfSignificand)
        .WithWidth("minimum_product", path.MinimaWidth + Datapath.HalfSignificand)
        .WithWidth("difference", path.DifferenceWidth)
        .WithWidth("minimum", SuperGroups.MinimumBits)
        .WithWidth("zero", path.Design.ZeroBits)
        .With("super_groups", path.Design.SuperGroupGroups)
        .With("last_position", path.Design.SuperGroupGroups - 1)
        .WithWidth("position", TileShape.IndexBits(path.Design.SuperGroupGroups))
        .With("latency", path.DequantLatency)
        .With("is_narrow", path.Design.ArrayOutput.Bits < 32)
        .With("stage_msb", path.DequantLatency - 2)
        .With("stage_msb_below", path.DequantLatency - 3)

        // Of the shift registers of marks that begin behind the integer sums.
        .With("acc_stage_msb", path.AccumulateStage - 2)
        .With("late_msb", path.AccumulateStage - 3)
        .With("late_msb_below", path.AccumulateStage - 4)
        .With("late_scale_msb", path.AccumulateStage - 5)
        .With("x_scale_wait", path.AccumulateStage - 3);

    /// <summary>One rounding for scale and accumulate.</summary>
    internal static TemplateModel FusedAccumulate(Datapath path, TemplateModel model)
    {
        // The unit is that of t times that of a binary16 scale.
        int lsb = path.LsbExponent - 24;
        int product = path.TWidth + 11;
        int wide = product + 29 + Datapath.MaxGroupsLog2 + 1;
        return model
            .WithWidth("p", product)
            .WithWidth("wide", wide)
            .With("fused_lsb", lsb)
            .With("max_groups_log2", Datapath.MaxGroupsLog2)
            // acc = significand · 2^(exponent − 150); 23 places lie below the unit.
            .With("acc_exp_base", 150 + lsb - 23)
            .With("wide_pad", wide + 23 - 24)
            .With("product_pad", wide - product)
            .With("wide_top_exponent", 127 + wide - 1 + lsb)
            .With("wide_count_width", Datapath.Log2(wide));
    }

    /// <summary>binary32 to the 16-bit output.</summary>
    internal static TemplateModel Narrow(Datapath path, TemplateModel model) =>
        FormatWidths(path.Design.Output, model)
            .With("out", path.Design.Output.Name)
            .With("is_fp16", path.Design.Output == NumberFormats.Fp16)
            .With("frac_low", path.Design.Output.FractionBits - 1);

    /// <summary>The unit itself.</summary>
    internal static TemplateModel Group(Datapath path, TemplateModel model)
    {
        NumberFormat format = path.Format ?? NumberFormats.Fp32;

        // A row's accumulator is read a cycle before its turn.
        int early = path.AccumulateStage - 3;
        string Early(string mark) => early < 0 ? $"{mark}_i" : string.Create(CultureInfo.InvariantCulture, $"{mark}_q[{early}]");
        return FormatWidths(format, model)
            .WithWidth("w", path.Design.Weights.Bits)
            .WithWidth("p", path.TWidth + 11)
            .With("fp_msb_below", format.Bits - 2)
            .With("nan_ones", format.ExponentBits + 1)
            .With("count_width", Datapath.Log2(format.FractionBits + 5))
            .With("is_fp16_accumulator", path.Design.Accumulator == AccumulatorKind.Fp16)
            .With("is_narrow", path.Design.ArrayOutput.Bits < 32)
            .With("latency", path.DequantLatency)
            .With("scale_stage", path.AccumulateStage - 1)
            .With("acc_stage", path.AccumulateStage)
            .With("acc_stage_msb", path.AccumulateStage - 2)
            .With("acc_stage_msb_below", path.AccumulateStage - 3)
            .With("valid_before", Early("valid"))
            .With("first_before", Early("first"))
            .WithWidth("running", path.Design.HasIntegerScale ? path.TotalWidth : 32)
            .With("sum_stage", path.AccumulateStage + 1)
            .With("sum_stage_msb", path.AccumulateStage - 1)
            .With("channel_stage", path.AccumulateStage + 2)
            .With("channel_scale_wait", path.AccumulateStage)
            .With("scaled", path.Design.HasIntegerScale ? "scaled_q" : "acc_new_q")
            .With("x_scale_stage", path.AccumulateStage + path.ChannelStages + 1)
            .With("x_scale_wait", path.AccumulateStage + path.ChannelStages - 1)
            .With("late_scale_msb", path.AccumulateStage + path.ChannelStages - 2)
            .With("stage_msb", path.DequantLatency - 2)
            .With("stage_msb_below", path.DequantLatency - 3)
            .With("end_stage_msb", path.DequantLatency - 2)
            .With("end_stage_msb_below", path.DequantLatency - 3);
    }

    private static TemplateModel FormatWidths(NumberFormat format, TemplateModel model) => model
        .WithWidth("fp", format.Bits)
        .WithWidth("exp", format.ExponentBits)
        .WithWidth("frac", format.FractionBits)
        .With("exp_max", (1 << format.ExponentBits) - 1);
}
