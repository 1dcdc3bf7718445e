using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Generator.Designs;

/// <summary>Every rule that a design file must keep.</summary>
/// <remarks>docs/design-file.md lists the same rules; a test holds it to them.</remarks>
public static class DesignRules
{
    /// <summary>Largest design file, in bytes.</summary>
    public const int MaximumBytes = FileRules.MaximumBytes;

    /// <summary>The rules of the file's form, and of each field by itself.</summary>
    public static FileRules File { get; } = new(
        "a design file", "docs/design-file.md", DesignFields.All,
        "a field has one value, or with systems a list of values, never a nested mapping");

    /// <summary>The design can be found.</summary>
    public static DesignRule Exists { get; } = OfFile(
        "exists", "a design is the name of a named design or the path of a readable file");

    /// <inheritdoc cref="FileRules.Size"/>
    public static DesignRule Size => File.Size;

    /// <inheritdoc cref="FileRules.Known"/>
    public static DesignRule Known => File.Known;

    /// <inheritdoc cref="FileRules.Once"/>
    public static DesignRule Once => File.Once;

    /// <inheritdoc cref="FileRules.Required"/>
    public static DesignRule Required => File.Required;

    /// <summary>Overrides are key=value.</summary>
    public static DesignRule Override { get; } = OfFile("override", "an override is field=value");

    /// <summary>All rules: of the file, of each field by itself (named as the field), between fields.</summary>
    public static IReadOnlyList<DesignRule> All { get; } =
    [
        Exists, .. File.Form, Override, .. File.Fields,
        new("name-keyword", ["name"], "name is no keyword of SystemVerilog (IEEE 1800-2017, annex B)",
            values => !SystemVerilogKeywords.Contains(values.Get<string>("name"))),
        new("group-lanes", ["group", "lanes"], "group is a multiple of lanes",
            values => values.Get<int>("group") % values.Get<int>("lanes") == 0),
        new("pair-lanes", ["weights", "lanes"], "with olive4 weights lanes is even: a pair of weights is in one beat",
            values => !Weights(values).IsPaired || values.Get<int>("lanes") % 2 == 0),
        new("dequant-units", ["dequant_units", "rows"], "rows is a multiple of dequant_units",
            values => values.Get<int>("rows") % values.Get<int>("dequant_units") == 0),
        new("shared-columns", ["columns", "shared_columns"], "columns is a multiple of shared_columns",
            values => values.Get<int>("columns") % values.Get<int>("shared_columns") == 0),
        new("shared-dataflow", ["shared_columns", "dataflow"],
            "shared_columns above 1 go with weight-stationary: the results of an output-stationary array leave one PE at a time",
            values => !IsOutputStationary(values) || values.Get<int>("shared_columns") == 1),
        new("stationary-group", ["rows", "lanes", "group", "dataflow"],
            "with weight-stationary rows times lanes is group: a column of PEs holds the weights of a group",
            values => IsOutputStationary(values)
                || values.Get<int>("rows") * values.Get<int>("lanes") == values.Get<int>("group")),
        new("stationary-units", ["dequant_units", "dataflow"],
            "with weight-stationary dequant_units is 1: a column gives one dot product a cycle",
            values => IsOutputStationary(values) || values.Get<int>("dequant_units") == 1),
        new("stationary-x-words", ["x_words", "rows", "dataflow"],
            "with weight-stationary rows is a multiple of x_words",
            values => IsOutputStationary(values) || values.Get<int>("rows") % values.Get<int>("x_words") == 0),
        new("stationary-max-k", ["max_k", "group", "dataflow"],
            "with weight-stationary max_k is at least group",
            values => IsOutputStationary(values) || values.Get<int>("max_k") >= values.Get<int>("group")),
        new("accumulator-activations", ["accumulator", "activations"],
            "the accumulator fp32 is for fp8, fp16 and bf16 activations, fp32-dot for fp8 and fp16 ones, sliced for integers and fp16 and bf16 ones, and fp16 for fp16 ones: sums of integers are exact",
            values => values.Get<string>("accumulator") == "exact" || values.Get<string>("activations") == "fp16" || !Activations(values).HasSpecials
                || (values.Get<string>("accumulator") is "fp32" or "fp32-dot" && !HasIntegerActivations(values))
                || (values.Get<string>("accumulator") == "sliced" && (values.Get<string>("activations") == "bf16" || HasIntegerActivations(values)))),
        new("bf16-activations", ["accumulator", "activations"],
            "bf16 activations do not go with accumulator exact, whose sum over their range would take over 270 bits, nor with fp32-dot",
            values => values.Get<string>("activations") != "bf16" || values.Get<string>("accumulator") is not ("exact" or "fp32-dot")),
        new("minifloat-activations", ["activations", "accumulator", "zero_point"],
            "fp4 and fp6 activations go with accumulator exact, whose sums of them are short, and zero_point none",
            values => Activations(values).HasSpecials
                || (values.Get<string>("accumulator") == "exact" && values.Get<string>("zero_point") == "none")),
        new("fp32-dot", ["accumulator", "zero_point", "pipeline"],
            "the accumulator fp32-dot goes with zero_point none and pipeline 1 or 2: its products can have a register, its sum ends where it begins",
            values => values.Get<string>("accumulator") != "fp32-dot"
                || (values.Get<string>("zero_point") == "none" && values.Get<int>("pipeline") <= 2)),
        new("slices-accumulator", ["slices", "accumulator"],
            "slices is 1, 2 or 3 with accumulator sliced, else 0",
            values => (values.Get<int>("slices") > 0) == (values.Get<string>("accumulator") == "sliced")),
        new("slice-bits-accumulator", ["slice_bits", "accumulator"],
            "slice_bits is 4 to 16 with accumulator sliced, else 0",
            values => values.Get<string>("accumulator") == "sliced" ? values.Get<int>("slice_bits") >= 4 : values.Get<int>("slice_bits") == 0),
        new("aligned-bits", ["slices", "slice_bits", "accumulator", "activations"],
            "slices times slice_bits is from 8 to 24 with accumulator sliced and floating-point activations",
            values => values.Get<string>("accumulator") != "sliced" || HasIntegerActivations(values)
                || (values.Get<int>("slices") * values.Get<int>("slice_bits")) is >= SlicedGroup.MinBits and <= SlicedGroup.MaxBits),
        new("integer-bits", ["slices", "slice_bits", "accumulator", "activations"],
            "slices times slice_bits is the bits of integer activations with accumulator sliced: they are cut as they are",
            values => values.Get<string>("accumulator") != "sliced" || !HasIntegerActivations(values)
                || values.Get<int>("slices") * values.Get<int>("slice_bits") == Bits(values, "activations")),
        new("run-time-slices", ["run_time_slices", "slices", "slice_bits", "activations"],
            "run_time_slices goes with slices 2 or 3, and with floating-point activations slice_bits 8 and more: one slice by itself is an aligned integer too",
            values => !values.Get<bool>("run_time_slices")
                || (values.Get<int>("slices") > 1 && (values.Get<int>("slice_bits") >= SlicedGroup.MinBits || HasIntegerActivations(values)))),
        new("wide-groups", ["wide_groups", "run_time_slices", "activations", "activation_group_scale"],
            "wide_groups goes with run_time_slices, integer activations, and activation_group_scale: groups of other bits have scales of their own",
            values => !values.Get<bool>("wide_groups")
                || (values.Get<bool>("run_time_slices") && HasIntegerActivations(values) && HasActivationGroupScale(values))),
        new("sliced-array", ["accumulator", "weights", "dataflow", "architecture", "super_group"],
            "the accumulator sliced is for integer weights, weight-stationary, architecture shift-add or pair-sums, without super groups",
            values => values.Get<string>("accumulator") != "sliced"
                || (values.Get<int>("super_group") == 0 && Weights(values).IsInteger && !IsOutputStationary(values)
                    && values.Get<string>("architecture") is "shift-add" or "pair-sums")),
        new("fp16-accumulator", ["accumulator", "weights"],
            "the accumulator fp16 is for integer weights of at most 4 bits: a copy of the activation is scaled by up to 2^3",
            values => values.Get<string>("accumulator") != "fp16" || !Weights(values).IsInteger
                || Bits(values, "weights") <= 4),
        new("exact-width", ["group", "weights", "activations", "zero_point", "accumulator"],
            "with accumulator exact a group's dot product, less its zero point times the sum of activations, fits 64 bits",
            values => values.Get<string>("accumulator") != "exact" || values.Get<string>("weights") == "fp16"
                || values.Get<string>("activations") == "bf16" || FitsExact(values)),
        new("ternary-weights", ["weights", "activations", "zero_point", "architecture"],
            "ternary weights go with integer activations, zero_point none and architecture shift-add",
            values => values.Get<string>("weights") != "ternary"
                || (HasIntegerActivations(values) && values.Get<string>("zero_point") == "none"
                    && values.Get<string>("architecture") == "shift-add")),
        new("outlier-lane", ["weights", "activations", "zero_point", "architecture"],
            "olaccel4 weights go with integer activations, zero_point none and architecture shift-add",
            values => !Weights(values).HasOutlierLane
                || (HasIntegerActivations(values) && values.Get<string>("zero_point") == "none"
                    && values.Get<string>("architecture") == "shift-add")),
        new("minifloat-weights", ["weights", "accumulator", "zero_point", "architecture"],
            "minifloat weights (fpN_eXmY), flint4 and olive4 go with accumulator exact, fp32 or fp32-dot, zero_point none and architecture shift-add",
            values => !Weights(values).IsMinifloat
                || (values.Get<string>("accumulator") != "fp16" && values.Get<string>("zero_point") == "none"
                    && values.Get<string>("architecture") == "shift-add")),
        new("minifloat-products", ["weights", "activations", "accumulator"],
            "with accumulator fp32 no product of a minifloat weight and an activation is smaller than 2^-149, where binary32 ends",
            values => !Weights(values).IsMinifloat || values.Get<string>("accumulator") != "fp32"
                || GemmCheck.HasBinary32Products(Weights(values), Activations(values))),
        new("weights-activations", ["weights", "activations"], "fp16 weights go with fp16 activations",
            values => values.Get<string>("weights") != "fp16" || values.Get<string>("activations") == "fp16"),
        new("fp16-weights", ["weights", "accumulator", "zero_point", "dataflow"],
            "fp16 weights go with accumulator fp32 or fp32-dot, zero_point none and output-stationary",
            values => values.Get<string>("weights") != "fp16"
                || (values.Get<string>("accumulator") is "fp32" or "fp32-dot" && values.Get<string>("zero_point") == "none"
                    && IsOutputStationary(values))),
        new("architecture-activations", ["architecture", "activations", "weights", "accumulator"],
            "the architectures booth and behavioural are for integer activations and for fp16 weights, bricks and lut for integer activations, "
            + "pair-sums for integer activations and the accumulator sliced",
            values => values.Get<string>("architecture") == "shift-add" || HasIntegerActivations(values)
                || (values.Get<string>("accumulator") == "sliced" && values.Get<string>("architecture") == "pair-sums")
                || (values.Get<string>("weights") == "fp16" && values.Get<string>("architecture") is "booth" or "behavioural")),
        new("lut-lanes", ["architecture", "lanes"], "with lut lanes is a multiple of 4: a table is of four activations",
            values => values.Get<string>("architecture") != "lut" || values.Get<int>("lanes") % 4 == 0),
        new("behavioural-pipeline", ["architecture", "pipeline"],
            "with behavioural pipeline is 1: where registers cut a sum is what the other architectures decide",
            values => values.Get<string>("architecture") != "behavioural" || values.Get<int>("pipeline") == 1),
        new("integer-scale", ["scale", "weights", "activations"],
            "scale uint8 goes with weights of int2 to int8 and uint2 to uint8 and with integer activations: the sum over all groups of K is an integer",
            values => values.Get<string>("scale") != "uint8"
                || (Weights(values).IsInteger && HasIntegerActivations(values))),
        new("super-group", ["super_group", "group"], "super_group is a multiple of group",
            values => values.Get<int>("super_group") % values.Get<int>("group") == 0),
        new("super-group-minima", ["super_group", "zero_point"], "super_group above 0 and zero_point minimum go together",
            values => (values.Get<int>("super_group") > 0) == (values.Get<string>("zero_point") == "minimum")),
        new("super-group-formats", ["super_group", "weights", "activations", "scale", "activation_group_scale"],
            "super_group goes with weights of uint2 to uint8, integer activations, scale uint8 and activation_group_scale fp16",
            values => values.Get<int>("super_group") == 0
                || (Weights(values).Kind == NumberKind.Unsigned && HasIntegerActivations(values)
                    && values.Get<string>("scale") == "uint8" && values.Get<string>("activation_group_scale") == "fp16")),
        new("fused-scale", ["fused", "scale"], "fused goes with fp16 scales: its fixed point has room for those",
            values => !values.Get<bool>("fused") || values.Get<string>("scale") == "fp16"),
        new("fused-accumulator", ["fused", "accumulator"], "fused goes with the exact accumulator",
            values => !values.Get<bool>("fused") || values.Get<string>("accumulator") == "exact"),
        new("group-scales", ["activation_group_scale", "activation_scale", "scale", "super_group", "fused", "accumulator", "activations"],
            "activation_group_scale goes with activation_scale none, a floating-point scale or super_group, fused false, and with accumulator sliced integer activations",
            values => !HasActivationGroupScale(values)
                || (values.Get<string>("activation_scale") == "none" && (values.Get<string>("scale") != "uint8" || values.Get<int>("super_group") > 0)
                    && !values.Get<bool>("fused") && (values.Get<string>("accumulator") != "sliced" || HasIntegerActivations(values)))),
        new("tensor-scale", ["tensor_scale", "scale"],
            "tensor_scale goes with scale fp8_e4m3: scales of other formats reach as far by themselves",
            values => values.Get<string>("tensor_scale") == "none" || values.Get<string>("scale") == "fp8_e4m3"),
        new("x-words", ["x_words", "lanes", "activations", "activation_scale", "activation_group_scale"],
            "a beat of the activation stream is whole bytes, and has room for a scale of 16 bits",
            values => StreamBits(values, "x_words", "activations") % 8 == 0
                && ((values.Get<string>("activation_scale") == "none" && !HasActivationGroupScale(values))
                    || StreamBits(values, "x_words", "activations") >= 16)),
        new("w-words", ["w_words", "lanes", "weights", "zero_point", "scale"],
            "a beat of the weight stream is whole bytes, at least 2, with zero points or integer scales 4, with minima 6",
            values => StreamBits(values, "w_words", "weights") % 8 == 0
                && StreamBits(values, "w_words", "weights")
                    >= (values.Get<string>("zero_point") == "minimum" ? 48
                        : values.Get<string>("zero_point") == "none" && values.Get<string>("scale") != "uint8" ? 16 : 32)),
        new("max-k", ["max_k", "lanes"], "max_k is at least lanes",
            values => values.Get<int>("max_k") >= values.Get<int>("lanes")),
        new("size-bits", ["size_bits", "rows", "row_blocks", "columns"],
            "rows times row_blocks, and columns, are at most 2^size_bits - 2",
            values => Math.Max(values.Get<int>("rows") * values.Get<int>("row_blocks"), values.Get<int>("columns"))
                <= (1 << values.Get<int>("size_bits")) - 2),
    ];

    private static bool FitsExact(DesignValues values) => GemmCheck.FitsExact(
        Weights(values),
        Activations(values),
        values.Get<string>("zero_point") == "integer",
        values.Get<int>("group"));

    private static NumberFormat Weights(DesignValues values) => NumberFormats.OfWeights(values.Get<string>("weights"));

    private static NumberFormat Activations(DesignValues values) => NumberFormats.OfActivations(values.Get<string>("activations"));

    private static bool HasIntegerActivations(DesignValues values) =>
        Activations(values).IsInteger;

    private static bool HasActivationGroupScale(DesignValues values) => values.Get<string>("activation_group_scale") != "none";

    private static bool IsOutputStationary(DesignValues values) =>
        values.Get<string>("dataflow") == DesignFields.OutputStationary;

    private static int StreamBits(DesignValues values, string words, string elements) =>
        values.Get<int>(words) * NumberFormats.Get(values.Get<string>(elements)).WordBits(values.Get<int>("lanes"));

    private static int Bits(DesignValues values, string field) => NumberFormats.Get(values.Get<string>(field)).Bits;

    private static DesignRule OfFile(string id, string sentence) => new(id, [], sentence);
}
