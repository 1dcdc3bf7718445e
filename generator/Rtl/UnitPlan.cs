using System.Globalization;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Generator.Rtl;

/// <summary>Which modules a design is made of, leaves first.</summary>
internal static class UnitPlan
{
    /// <summary>Unit name, template and model of every module; the tile is the last.</summary>
    internal static IEnumerable<(string Unit, string Template, TemplateModel Model)> For(
        Datapath path, TemplateModel model)
    {
        Datapath inner = path.Inner;
        bool hasTables = path.Design.Architecture == Designs.Architecture.Lut;
        int shared = hasTables ? TableRows.SharedBits(inner) : PairRows.SharedBits(inner);
        model = model.WithWidth("both", shared);
        TemplateModel innerModel = inner == path ? model : model.Of(inner).WithWidth("both", shared);
        var (macTemplate, mac) = MacUnit.For(inner, innerModel);
        var (sumTemplate, sum) = SumUnit.For(inner, innerModel);
        TemplateModel slices = SliceUnits.For(path, model);
        TemplateModel innerBeat = innerModel.WithWidth("x", inner.BeatActivations).WithWidth("w", inner.BeatWeights);
        TemplateModel product = Product(path, model);
        TemplateModel beat = model.WithWidth("x", path.BeatActivations).WithWidth("w", path.BeatWeights);
        TemplateModel tile = TileUnits.For(path, SliceUnits.For(path, beat));
        bool isAsic = path.Design.Target == Designs.HardwareTarget.Asic;
        bool isRounding = !path.IsExact;
        bool isSliced = path.Design.IsSliced;
        bool isAligned = path.Design.AlignsActivations;
        bool isDot = path.Design.Accumulator == AccumulatorKind.Fp32Dot;
        bool hasFloatWeights = path.HasFloatWeights;
        bool hasFp16Scale = path.Design.FloatScale == NumberFormats.Fp16;
        bool hasIntegerScale = path.Design.HasIntegerScale;
        bool hasScalePairs = path.Design.HasScalePairs;
        bool isFp16 = path.Design.Activations == NumberFormats.Fp16;
        string decode = FloatDecode.UnitOf(path.Design.Activations);
        bool hasZero = path.Design.ZeroPoint;
        bool hasSums = path.Design.HasActivationSums;
        bool hasMinima = path.Design.HasMinima;
        bool isFused = path.Design.Fused;
        bool hasAddend = path.Design.HasAddend;
        bool hasTensorScale = path.Design.HasTensorScale;

        // Units that a weight-stationary design has its own templates for.
        string stationary = path.Design.IsWeightStationary ? "ws_" : "";
        (bool Has, string Unit, string Template, TemplateModel Model)[] units =
        [
            (isAsic, "csa", "csa", model),
            (true, "delay", "delay", model),
            (true, "normalize", "normalize", model),
            (true, "fp_round", "fp_round", model),
            (hasAddend || hasMinima || (!hasIntegerScale && (!isFused || isRounding)), "fp_add", "fp_add", model),
            (path.HasFp16, "fp16_decode", "float_decode",
                FloatDecode.For(NumberFormats.Fp16, "fp16_decode", model)),
            (!hasFp16Scale, "scale_decode", "float_decode", FloatDecode.For(path.Design.FloatScale, "scale_decode", model)),
            (FloatDecode.UnitOfActivations(path.Design) == "x_scale_decode" && hasScalePairs, "x_scale_decode", "float_decode",
                FloatDecode.For(path.Design.ActivationGroupScale ?? NumberFormats.Fp16, "x_scale_decode", model)),
            (hasScalePairs, "scale_pair", "scale_pair", ScaleUnit.Pair(path, model)),
            (path.IsFloat && !isFp16, decode, "float_decode", FloatDecode.For(path.Design.Activations, decode, model)),
            (isFp16, "fp16_mul_pow2", "fp16_mul_pow2", model),
            (isFp16, "fp16_mul_pow2_wide", "fp16_mul_pow2_wide", model),
            (hasFloatWeights && !isDot, "fp16_mul", "fp16_mul", Fp16Multiplier.For(path, model)),
            (hasFloatWeights && isDot, "fp16_product", "fp16_product", Fp16Multiplier.For(path, model)),
            (inner.IsFloat && path.Format != NumberFormats.Fp16 && !hasFloatWeights, "float_product", "float_product", product),
            (!path.IsFloat && path.Design.Weights.IsMinifloat, "minifloat_product", "minifloat_product",
                IntegerProduct(path, model)),
            (isRounding && !hasFloatWeights && !isDot, "scaled_to_fp32", "scaled_to_fp32", model),
            (path.Design.Architecture == Designs.Architecture.Bricks, "brick", "brick", model),
            (hasTables, "lut_table", "lut_table", TableRows.AddTo(path, model)),
            (true, "mac", macTemplate, mac),
            (true, "pe", stationary + "pe", Pe(path, innerBeat)),
            (hasSums, "sum", sumTemplate, sum),
            (hasSums, "act_sum", stationary + "act_sum", innerBeat),
            (isAligned, "slice_align", "slice_align", slices),
            (isSliced && !isAligned, "slice_integer", "slice_integer", slices),
            (isSliced, "slice_merge", "slice_merge", slices),
            (isSliced, "weight_sum", "weight_sum", slices),
            (isAligned, "largest_exponent", "largest_exponent", slices),
            (hasZero && path.IsExact, "zero_correct", "zero_correct", DequantUnits.ZeroCorrect(path, model)),
            (hasZero && isRounding, "fp_mul_zero", "fp_mul_zero",
                isRounding ? DequantUnits.MultiplyByZero(path, model) : model),
            (path.IsExact && !isFused, "fixed_to_fp32", "fixed_to_fp32", DequantUnits.FixedToFp32(path, slices)),
            (hasIntegerScale, "scale_accumulate", "scale_accumulate",
                hasIntegerScale ? DequantUnits.ScaleAccumulate(path, model) : model),
            (hasMinima, "minimum_accumulate", "scale_accumulate", hasMinima ? DequantUnits.MinimumAccumulate(path, model) : model),
            (isFused || hasMinima, "scale_product", "scale_product", DequantUnits.ScaleProduct(path, model)),
            (hasMinima, "minimum_product", "scale_product", hasMinima ? DequantUnits.MinimumProduct(path, model) : model),
            (hasMinima, "super_difference", "super_difference", hasMinima ? DequantUnits.SuperDifference(path, model) : model),
            (isFused, "fused_accumulate", "fused_accumulate", DequantUnits.FusedAccumulate(path, model)),
            (!isFused || path.Design.ActivationScale, "fp32_scale", "fp32_scale", ScaleUnit.OfGroups(path, model)),
            (!hasFp16Scale && path.Design.ActivationScale, "fp32_row_scale", "fp32_scale", ScaleUnit.OfRows(path, model)),
            (hasTensorScale, "fp32_decode", "float_decode", FloatDecode.For(NumberFormats.Fp32, "fp32_decode", model)),
            (hasTensorScale, "fp32_mul", "fp32_scale", ScaleUnit.OfTensors(path, model)),
            (path.Design.Output.Bits < 32, "fp32_narrow", "fp32_narrow", DequantUnits.Narrow(path, model)),
            (true, "group_dequant", hasMinima ? "super_dequant" : "group_dequant",
                hasMinima ? DequantUnits.SuperGroup(path, DequantUnits.Group(path, slices)) : DequantUnits.Group(path, slices)),
            (true, "array", stationary + "array", Array(path, SliceUnits.For(path, beat))),
            (true, "ram", "ram", model),
            (true, "x_buffer", "x_buffer", tile),
            (true, "w_buffer", "w_buffer", tile),
            (true, "y_buffer", "y_buffer", tile),
            (hasTensorScale, "tensor_scale", "tensor_scale", tile),
            (hasAddend, "addend", "addend", tile),
            (true, "tile_control", stationary.Length > 0 ? "ws_control" : "tile_control", tile),
            (true, "tile_regs", "tile_regs", tile),
            (true, "tile", "tile", tile),
        ];
        return units.Where(unit => unit.Has).Select(unit => (unit.Unit, unit.Template, unit.Model));
    }

    // Significand by significand; a minifloat's exponent shifts what comes out.
    private static TemplateModel Product(Datapath path, TemplateModel model)
    {
        int full = path.Design.Weights.IsMinifloat ? path.SignificandProduct : path.ProductMagnitude;
        return WeightParts.AddTo(model, path.Design.Weights.Element)
            .WithWidth("w", path.Design.Weights.Element.Bits)
            .WithWidth("mag", path.ProductMagnitude)
            .WithWidth("full", full)
            .With("copies", GatedCopies.List(path.WeightSignificand))
            .WithSum(SumNetwork.Build(
                path.Design.Target,
                [.. GatedCopies.Terms(path.WeightSignificand, path.ActivationSignificand)],
                null,
                full,
                path.Design.Weights.IsMinifloat ? "full" : "mag_o"));
    }

    private static TemplateModel IntegerProduct(Datapath path, TemplateModel model)
    {
        int x = path.Design.Activations.Bits;
        int full = x + (path.WeightSignificand > 1 ? path.WeightSignificand : 0);
        return WeightParts.AddTo(model, path.Design.Weights.Element)
            .WithWidth("x", x)
            .WithWidth("w", path.Design.Weights.Element.Bits)
            .WithWidth("full", full)
            .WithWidth("term", path.MinifloatTerm)
            .With("copies", GatedCopies.List(path.WeightSignificand))
            .WithSum(SumNetwork.Build(
                path.Design.Target,
                [.. GatedCopies.Terms(path.WeightSignificand, x, isSigned: true)],
                null,
                full,
                "full"));
    }

    // The marks of the beat that meets the accumulator.
    private static TemplateModel Pe(Datapath path, TemplateModel beat)
    {
        string late = path.PipelineRegisters == 0 ? "_q" : $"_wait_q[{path.PipelineRegisters - 1}]";
        return beat.With("first", $"first{late}").With("last", $"last{late}");
    }

    private static TemplateModel Array(Datapath path, TemplateModel beat)
    {
        int registers = path.PipelineRegisters;
        string plus = registers == 0 ? "" : $"+{registers}";
        return beat
            .WithWidth("state", path.Inner.StateWidth)
            .WithWidth("sum_state", path.Inner.SumStateWidth)
            .WithWidth("pe_x", path.Inner.BeatActivations)
            .WithWidth("element", path.Inner.Design.Activations.Bits)
            .With("activation_bits", path.Design.Activations.Bits)
            .With("pair_width", path.Inner.Design.Activations.Bits + 1)
            .With("pairs_count", path.Design.Lanes / 2)
            .With("table_width", TableRows.Bits(path.Inner))
            .With("four_width", TableRows.Entries * path.Inner.Design.Activations.Bits)
            .With("tables_count", path.Design.Lanes / TableRows.Entries)
            .With("pe_x_signed", path.Inner.Design.Activations.IsSigned)
            .With("place", path.Design.SharedColumns > 1
                ? string.Create(CultureInfo.InvariantCulture, $"c / {path.Design.SharedColumns}")
                : "c")
            .With("foot_plus", path.Design.Pipeline + path.Design.Slices)
            .With("first_result_plus", path.FirstResultOffset)
            .With("lanes_msb", path.Design.Lanes - 1)
            .With("zero_width", path.Design.HasActivationSums ? path.Design.ZeroBits : path.Design.Weights.Bits)
            .WithWidth("edge", path.Design.ScaleBits + path.Design.ZeroBits)
            .With("skewed_rows", registers == 0 ? "Rows" : $"(Rows{plus})")
            .With("skewed_columns", registers == 0 ? "Columns" : $"(Columns{plus})")

            // The mark of a band's last row, of any row or column, and of any PE, behind the pipeline.
            .With("late", registers switch { 0 => "-1", 1 => "", _ => $"+{registers - 1}" })
            .With("plus_late", plus)
            .With("late_marks", $"{(registers > 1 ? $"{registers}*" : "")}Rows*(Columns+1)")
            .With("late_offset", registers > 1 ? $"{registers - 1}*Rows*(Columns+1)+" : "");
    }
}
