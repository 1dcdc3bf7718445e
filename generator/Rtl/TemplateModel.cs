using System.Globalization;
using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Generator.Rtl;

/// <summary>The named values that a template is filled with.</summary>
internal sealed class TemplateModel
{
    private readonly Dictionary<string, object> _values;

    private TemplateModel(Dictionary<string, object> values) => _values = values;

    /// <summary>The values that every unit of a design shares.</summary>
    internal static TemplateModel For(Datapath path, string version, string hash)
    {
        Design design = path.Design;
        var model = new TemplateModel(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["name"] = design.Name,
            ["version"] = version,
            ["hash"] = hash,
            ["weights"] = design.Weights.Name,
            ["activations"] = design.Activations.Name,
            ["group"] = design.Group,
            ["lanes"] = design.Lanes,
            ["rows"] = design.Rows,
            ["pipeline"] = design.Pipeline,
            ["is_pipelined"] = path.PipelineRegisters > 0,
            ["pipeline_registers"] = path.PipelineRegisters,
            ["pipeline_cycles"] = path.PipelineRegisters == 1 ? "1 cycle" : $"{path.PipelineRegisters} cycles",
            ["pipeline_msb"] = path.PipelineRegisters - 1,
            ["units"] = design.DequantUnits,
            ["band_rows"] = design.BandRows,
            ["columns"] = design.Columns,
            ["out"] = design.ArrayOutput.Name,
            ["zero_point"] = design.HasActivationSums,
            ["has_minima"] = design.HasMinima,
            ["super_group"] = design.SuperGroup,
            ["has_addend"] = design.HasAddend,
            ["has_tensor_scale"] = design.HasTensorScale,
            ["has_epilogue"] = design.HasEpilogue,
            ["weight_stationary"] = design.IsWeightStationary,
            ["has_row_scale"] = design.ActivationScale,
            ["has_group_scales"] = design.ActivationGroupScale is not null,
            ["activation_scale"] = design.HasActivationScales,
            ["fused"] = design.Fused,
            ["is_float"] = path.IsFloat,
            ["is_exact"] = path.IsExact,
            ["shared"] = design.SharedColumns,
            ["is_shared"] = design.SharedColumns > 1,
            ["shares_sums"] = design.SharesSums,
            ["has_tables"] = design.Architecture == Architecture.Lut,
            ["is_sliced"] = design.IsSliced,
            ["is_aligned"] = design.AlignsActivations,

            // What comes to a dequantization unit with a row, beside its dot products.
            ["has_row_values"] = design.HasActivationSums || design.HasActivationScales || design.AlignsActivations,
            ["has_lower_slices"] = design.Slices > 1,
            ["has_run_time_slices"] = design.HasRunTimeSlices,
            ["has_wide_groups"] = design.HasWideGroups,
            ["shares_units"] = design.SharesDequantUnits,
            ["has_flags"] = path.HasFlags,
            ["has_infinity"] = design.Activations.HasInfinity,
            ["has_specials"] = design.Activations.HasSpecials,
            ["x_decode"] = FloatDecode.UnitOf(design.Activations),
            ["x_element_msb"] = design.Activations.Bits - 1,
            ["x_format"] = FloatDecode.NameOf(design.Activations),
            ["x_with_article"] = FloatDecode.WithArticle(design.Activations),
            ["x_is_wide"] = path.HasWideActivations,
            ["x_sig_width"] = path.ActivationSignificand,
            ["x_sig_msb"] = path.ActivationSignificand - 1,
            ["x_sig_count_width"] = Datapath.Log2(path.ActivationSignificand),
            ["x_shift_msb"] = path.ShiftBits - 1,
            ["x_max_shift"] = path.MaxShift,
            ["sum_unit"] = -FixedPoint.Exponent(design.Activations),
            ["has_outlier_lane"] = design.Weights.HasOutlierLane,
            ["is_paired"] = design.Weights.IsPaired,
            ["element_msb"] = design.Weights.Element.Bits - 1,
            ["victim"] = string.Create(CultureInfo.InvariantCulture, $"{design.Weights.Bits}'h{OutlierPairs.Victim:x}"),
            ["w_signed"] = design.Weights.IsSigned,
            ["x_signed"] = design.Activations.IsSigned,
            ["product_unit"] = -path.LsbExponent,
            ["product_exponent"] = path.LsbExponent,
            ["product_shift_width"] = path.ProductShiftBits,
            ["product_shift_msb"] = path.ProductShiftBits - 1,
            ["product_max_shift"] = path.ProductShift,
            ["adds_shifts"] = path.AddsShifts,
            ["rounds_low"] = path.AddsShifts && path.HasWideActivations,
            ["gates_weights"] = path.GatesWeights,
            ["state_format"] = StateFormat(path),
            ["sum_state_format"] = SumFormat(path),
        });
        return model
            .WithWidth("acc", path.AccWidth)
            .WithWidth("state", path.StateWidth)
            .WithWidth("sum", path.SumWidth)
            .WithWidth("sum_state", path.SumStateWidth)
            .WithWidth("t", path.TWidth)
            .WithWidth("total", path.TotalWidth)
            .With("has_integer_scale", design.HasIntegerScale)
            .WithWidth("level", design.Scale.Bits)
            .With("level_format", design.Scale.Name)
            .With("channel_width", design.FloatScale.Bits)
            .With("channel_msb", design.FloatScale.Bits - 1)
            .WithWidth("scale", design.ScaleBits)
            .With("scale_format", design.HasIntegerScale
                ? $"{design.Scale.Name} above the {(design.HasMinima ? "super group's" : "channel's")} binary16 scale"
                : design.Scale == NumberFormats.Fp16 ? "binary16"
                : design.Scale.Name)
            .With("zero_words", design.HasMinima ? "Units of the super groups' minima, binary16, above minima of the group, uint8"
                : $"Zero points of the group, {design.Weights.Name}")
            .With("row_scale", ScaleUnit.NameOfRows(design))
            .WithWidth("x_scale", design.ActivationScaleBits)
            .With("x_scale_format", FloatDecode.NameOf(design.ActivationGroupScale ?? NumberFormats.Fp16))
            .WithWidth("factor", design.FloatScale.Bits + (design.ActivationGroupScale?.Bits ?? 0))
            .With("factor_in", design.ActivationGroupScale is null ? "scale_i" : "{x_scale_i, scale_i}")
            .WithWidth("x_exp", design.Activations.ExponentBits)
            .With("x_exp_low", design.Activations.FractionBits)
            .WithWidth("unit_exp", path.UnitExponentBits)
            .WithWidth("out", design.ArrayOutput.Bits);
    }

    /// <summary>The values of the same bundle for other widths.</summary>
    internal TemplateModel Of(Datapath path) => For(path, (string)_values["version"], (string)_values["hash"]);

    /// <summary>The values with one more.</summary>
    internal TemplateModel With(string key, object value)
    {
        Dictionary<string, object> more = new(_values, StringComparer.Ordinal) { [key] = value };
        return new TemplateModel(more);
    }

    /// <summary>The values with NAME_width and NAME_msb.</summary>
    internal TemplateModel WithWidth(string name, int width) =>
        With($"{name}_width", width).With($"{name}_msb", width - 1);

    /// <summary>The values with everything that a sum's emission names.</summary>
    internal TemplateModel WithSum(SumNetwork sum) => sum.AddTo(this);

    /// <summary>The values with NAME_registers, the pipeline registers that a word of all stages takes, and NAME_late,
    /// its name behind them.</summary>
    internal TemplateModel WithDelayed(string name, int width, int registers) => With(
        $"{name}_registers", PipelineWords.Delay(1, registers, name, width, out string behind))
        .With($"{name}_late", behind);

    /// <summary>The dictionary for the template engine.</summary>
    internal IReadOnlyDictionary<string, object> ToDictionary() => _values;

    private static string StateFormat(Datapath path) =>
        path.Format is { } format ? format.Name
        : !path.IsFloat || path.Design.IsSliced ? SignOf(path.Design.Weights.IsSigned || path.Design.Activations.IsSigned)
        : FlagsOf(path) + string.Create(CultureInfo.InvariantCulture, $"fixed point in units of 2^{path.LsbExponent}");

    private static string FlagsOf(Datapath path) => path.FlagBits switch
    {
        0 => "",
        1 => "flag for NaN, then ",
        _ => "flags for NaN, +infinity and -infinity, then ",
    };

    private static string SignOf(bool isSigned) => isSigned ? "two's complement" : "unsigned";

    private static string SumFormat(Datapath path) =>
        !path.IsFloat || path.Design.IsSliced ? SignOf(path.Design.Activations.IsSigned)
        : path.Format is { } format ? $"flag for infinity or NaN, then {format.Name}"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"flag for infinity or NaN, then fixed point in units of 2^{FixedPoint.Exponent(path.Design.Activations)}");
}
