using System.Text.RegularExpressions;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Generator.Designs;

/// <summary>Every field of a design file, in the order of a resolved design.</summary>
/// <remarks>docs/design-file.md and docs/design.schema.json say the same; tests hold them to it.</remarks>
public static partial class DesignFields
{
    /// <summary>The word for <see cref="Dataflow.OutputStationary"/>.</summary>
    internal const string OutputStationary = "output-stationary";

    /// <summary>The word for <see cref="Dataflow.WeightStationary"/>.</summary>
    internal const string WeightStationary = "weight-stationary";

    // Of 8 bits they fill the widest aligned integer.
    private const int MaxSlices = 3;

    private const string LineSentence = "printable characters of the basic plane, none of them \\ { }";

    /// <summary>The fields.</summary>
    public static IReadOnlyList<DesignField> All { get; } =
    [
        new("name", FieldKind.Text, "Prefix of every module, file and macro.",
            "name is 1 to 32 characters: a lower-case letter, then lower-case letters, digits and _",
            null, NoDefault, design => design.Name) { Pattern = NamePattern() },
        new("description", FieldKind.Text, "What the design is, in one line.",
            $"description is at most 200 {LineSentence}",
            "empty", _ => "", design => design.Description) { Pattern = DescriptionPattern() },
        new("systems", FieldKind.TextList, "Published systems that the design follows.",
            $"systems is a list of at most 16 texts of 1 to 80 {LineSentence}",
            "none", _ => Array.Empty<string>(), design => design.Systems)
        {
            Pattern = SystemPattern(),
            MaximumItems = 16,
        },
        Choice("weights", "Element format of W.", null, NoDefault, design => design.Weights.Name,
            [.. NumberFormats.Weights.Select(format => format.Name)]),
        Choice("activations", "Element format of X.", null, NoDefault, design => design.Activations.Name,
            [.. NumberFormats.Activations.Select(format => format.Name)]),
        Integer("group", "Elements along K that share a scale and a zero point.", 128, 65536, design => design.Group),
        new("super_group", FieldKind.Integer,
            "Elements along K whose groups have integer scales and integer minima in units of two fp16 numbers; 0 for none.",
            "super_group is an integer from 0 to 65536", "0", _ => 0, design => design.SuperGroup)
        {
            Minimum = 0,
            Maximum = 65536,
        },
        Choice("zero_point",
            "Whether each group has a zero point, an integer in the range of the weights, or with super_group a minimum, an integer of 8 bits.",
            "minimum with super_group, else integer for unsigned weights and none for others", DefaultZeroPoint,
            design => design.HasMinima ? "minimum" : design.ZeroPoint ? "integer" : "none", "none", "integer", "minimum"),
        Choice("scale", "Element format of the scale that each group has; with uint8, an integer, each channel has an fp16 scale besides, or each super group.",
            "fp16", _ => "fp16", design => design.Scale.Name, "fp16", "bf16", "fp8_e4m3", "e8m0", "uint8"),
        Choice("activation_group_scale",
            "Element format of the scale that each group of a row of X has, which multiplies that of W's group; with super_group each super group.",
            "none", _ => "none", design => design.ActivationGroupScale?.Name ?? "none", "none", "fp16", "bf16", "fp8_e4m3", "e8m0"),
        Choice("activation_scale", "Whether each row of X has a scale.",
            "fp16 for integers and fp8, none for fp16 and bf16 and with activation_group_scale", DefaultActivationScale,
            design => design.ActivationScale ? "fp16" : "none", "none", "fp16"),
        Choice("accumulator", "How the products of a group are added up.", "exact", _ => "exact",
            design => WordOf(design.Accumulator), "exact", "fp32", "fp16", "sliced", "fp32-dot"),
        new("slices", FieldKind.Integer,
            "Slices of the integer that an activation becomes, or is, with accumulator sliced: as many passes through the PEs.",
            "slices is an integer from 0 to 3", "2 for sliced, 1 with int4, else 0",
            values => Sliced(values, values.Word("activations") == "int4" ? 1 : 2), design => design.Slices)
        {
            Minimum = 0,
            Maximum = MaxSlices,
        },
        new("slice_bits", FieldKind.Integer,
            "Bits of a slice: what an activation of a PE has with accumulator sliced.",
            "slice_bits is an integer from 0 to 16", "8 for sliced, 4 with int4 and int8, else 0",
            values => Sliced(values, values.Word("activations") is "int4" or "int8" ? 4 : 8), design => design.SliceBits)
        {
            Minimum = 0,
            Maximum = 16,
        },
        new("run_time_slices", FieldKind.Flag,
            "Whether a register of the tile says of each job how many slices its activations have, from 1 to slices.",
            "run_time_slices is true or false", "false", _ => false, design => design.HasRunTimeSlices),
        new("wide_groups", FieldKind.Flag,
            "Whether another register says of each job how many groups of K, the first ones, have so many slices; the others have one.",
            "wide_groups is true or false", "false", _ => false, design => design.HasWideGroups),
        new("fused", FieldKind.Flag, "Whether scaling a group and adding it is rounded once instead of twice.",
            "fused is true or false", "false", _ => false, design => design.Fused),
        Choice("out", "Element format of Y.", "fp32", _ => "fp32", design => design.Output.Name,
            "fp32", "fp16", "bf16"),
        Choice("tensor_scale",
            "Format of the one scale of both operands' tensors, a register of the tile by which it multiplies its results.",
            "none", _ => "none", design => design.HasTensorScale ? "fp32" : "none", "none", "fp32"),
        Choice("addend", "Whether the tile adds a stream of binary32 numbers to its results before it rounds them to out.",
            "none", _ => "none", design => design.HasAddend ? "stream" : "none", "none", "stream"),
        Choice("dataflow",
            "What stays in the PEs: results (output-stationary), or the weights of a group while partial sums go down the "
            + "column (weight-stationary).",
            OutputStationary, _ => OutputStationary,
            design => design.IsWeightStationary ? WeightStationary : OutputStationary, OutputStationary, WeightStationary),
        Integer("lanes", "Products a cycle in each PE.", 8, 16, design => design.Lanes),
        new("pipeline", FieldKind.Integer, "Registers from a beat's operands to its place in a PE's accumulator.",
            "pipeline is 1, 2 or 4", "1", _ => 1, design => design.Pipeline)
        {
            Minimum = 1,
            Maximum = 4,
            Numbers = [1, 2, 4],
        },
        Integer("rows",
            "Rows of the array; also rows of X in a block of results.", 16, 64, design => design.Rows),
        Integer("columns", "Columns of the array: output channels in flight.", 16, 64, design => design.Columns),
        Integer("shared_columns",
            "Neighbouring columns that share the registers of their activations; 1 for a register in each PE.", 1, 64,
            design => design.SharedColumns),
        Integer("dequant_units",
            "Dequantization units of a column, each for its own rows: groups follow each other without a pause from rows / "
            + "dequant_units beats on.", 1, 64, design => design.DequantUnits),
        Integer("x_words", "Words of lanes elements in a beat of the tile's activation stream.", 4, 64,
            design => design.Tile.XWords),
        Integer("w_words", "Words of lanes elements in a beat of the tile's weight stream.", 8, 64,
            design => design.Tile.WWords),
        Integer("y_words", "Results in a beat of the tile's result stream.", 8, 64, design => design.Tile.YWords),
        Integer("max_k", "Largest K of the tile's buffers, and with integer scales of the sums over K.", 4096, 65536, design => design.Tile.MaxK),
        Integer("row_blocks", "Blocks of rows of X that share one load of weights in the tile.", 4, 16,
            design => design.Tile.RowBlocks),
        Integer("size_bits", "Width of the tile's M and N, which are below 2^size_bits.", 24, 24,
            design => design.Tile.SizeBits),
        Choice("architecture",
            "How the products are made: gated shifted copies of the activation; the same of pairs of activations, so that a row "
            + "is either of them or their sum; Booth's radix-4 recoding of the weight; bricks of two bits by two after BitFusion; a table of the sums "
            + "of four activations, looked up by a bit of each of their weights; or * and + left to the synthesiser. "
            + "The results are the same.",
            "shift-add", _ => "shift-add", design => WordOf(design.Architecture),
            "shift-add", "pair-sums", "booth", "bricks", "lut", "behavioural"),
        Choice("target", "What the adders are written for: carry-save columns (asic) or carry chains (fpga).",
            "asic", _ => "asic", design => WordOf(design.Target), "asic", "fpga"),
        new("clock_ns", FieldKind.Number, "Clock period of the timing constraints, in ns.",
            "clock_ns is a number above 0 and up to 1000", "2", _ => 2m, design => design.ClockNs)
        {
            Minimum = 0,
            Maximum = 1000,
        },
    ];

    /// <summary>The field of that name, or null.</summary>
    public static DesignField? Find(string name) => All.FirstOrDefault(field => field.Name == name);

    private static DesignField Choice(
        string name,
        string meaning,
        string? defaultText,
        Func<DesignValues, object?> defaultValue,
        Func<Design, object> value,
        params string[] choices)
    {
        var list = $"{string.Join(", ", choices[..^1])} or {choices[^1]}";
        return new(name, FieldKind.Choice, meaning, $"{name} is {list}", defaultText, defaultValue, value)
        {
            Choices = choices,
        };
    }

    private static DesignField Integer(
        string name, string meaning, int defaultValue, int maximum, Func<Design, int> value) =>
        new(name, FieldKind.Integer, meaning, $"{name} is an integer from 1 to {maximum}",
            $"{defaultValue}", _ => defaultValue, design => value(design))
        {
            Minimum = 1,
            Maximum = maximum,
        };

    private static object? NoDefault(DesignValues values) => null;

    private static object? DefaultZeroPoint(DesignValues values) =>
        !values.Has("super_group") ? null
        : values.Get<int>("super_group") > 0 ? "minimum"
        : Format(values, "weights") is { } format ? format.Kind == NumberKind.Unsigned ? "integer" : "none" : null;

    private static object? DefaultActivationScale(DesignValues values) =>
        Format(values, "activations") is { } format
            ? format.Bits < 16 && values.Word("activation_group_scale") is null or "none" ? "fp16" : "none"
            : null;

    private static NumberFormat? Format(DesignValues values, string field) =>
        values.Word(field) is { } word && Find(field)!.Choices.Contains(word) ? NumberFormats.Get(word) : null;

    /// <summary>The word of an accumulator in a design file.</summary>
    public static string WordOf(AccumulatorKind accumulator) => accumulator switch
    {
        AccumulatorKind.Exact => "exact",
        AccumulatorKind.Fp32 => "fp32",
        AccumulatorKind.Fp16 => "fp16",
        AccumulatorKind.Sliced => "sliced",
        AccumulatorKind.Fp32Dot => "fp32-dot",
        _ => throw new ArgumentOutOfRangeException(nameof(accumulator), accumulator, "no design file can say this"),
    };

    /// <summary>The accumulator of that word.</summary>
    internal static AccumulatorKind AccumulatorOf(string word) =>
        Enum.GetValues<AccumulatorKind>().Single(accumulator => WordOf(accumulator) == word);

    /// <summary>The architecture of that word.</summary>
    internal static Architecture ArchitectureOf(string word) =>
        Enum.GetValues<Architecture>().Single(architecture => WordOf(architecture) == word);

    private static string WordOf(Architecture architecture) => architecture switch
    {
        Architecture.ShiftAdd => "shift-add",
        Architecture.PairSums => "pair-sums",
        Architecture.Booth => "booth",
        Architecture.Bricks => "bricks",
        Architecture.Lut => "lut",
        Architecture.Behavioural => "behavioural",
        _ => throw new ArgumentOutOfRangeException(nameof(architecture), architecture, "no design file can say this"),
    };

    private static string WordOf(HardwareTarget target) => target switch
    {
        HardwareTarget.Asic => "asic",
        HardwareTarget.Fpga => "fpga",
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, "no design file can say this"),
    };

    // What goes with the accumulator sliced; with others nothing.
    private static int? Sliced(DesignValues values, int value) => values.Word("accumulator") is { } word ? word == "sliced" ? value : 0 : null;

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,31}$")]
    private static partial Regex NamePattern();

    // The texts go into comments of SystemVerilog and C: no line breaks, no line continuation, no template braces.
    [GeneratedRegex(@"^[^\\{}\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]{0,200}$")]
    private static partial Regex DescriptionPattern();

    [GeneratedRegex(@"^[^\\{}\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]{1,80}$")]
    private static partial Regex SystemPattern();
}
