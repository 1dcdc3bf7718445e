using System.Text.RegularExpressions;
using MixPe.Generator.Designs;

namespace MixPe.Generator.Systems;

/// <summary>Every field of a system file; docs/systems.md has the same.</summary>
public static partial class SystemFields
{
    /// <summary>The word of <see cref="SplitMethod.OutlierColumns"/>.</summary>
    public const string OutlierColumns = "outlier-columns";

    /// <summary>The word of <see cref="SplitMethod.LowRank"/>.</summary>
    public const string LowRank = "low-rank";

    /// <summary>The word of <see cref="SplitMethod.MixedBlocks"/>.</summary>
    public const string MixedBlocks = "mixed-blocks";

    /// <summary>The word of <see cref="SplitMethod.MixedGroups"/>.</summary>
    public const string MixedGroups = "mixed-groups";

    /// <summary>The word of <see cref="SplitMethod.SparseOutliers"/>.</summary>
    public const string SparseOutliers = "sparse-outliers";

    private const int MostItems = 40;
    private const string TextSentence = "is at most 200 printable characters";

    /// <summary>The fields.</summary>
    public static IReadOnlyList<FileField> All { get; } =
    [
        new("name", FieldKind.Text, "What it is called.",
            "name is 1 to 64 characters: a letter, then letters, digits, '.', '_' and '-'", null, NoDefault)
        {
            Pattern = NamePattern(),
        },
        new("description", FieldKind.Text, "What it is, in one line.", $"description {TextSentence}", "empty", _ => "")
        {
            Pattern = LinePattern(),
        },
        new("source", FieldKind.Text, "Where it is published.", $"source {TextSentence}", "empty", _ => "")
        {
            Pattern = LinePattern(),
        },
        new("method", FieldKind.Choice,
            "What the part added has: the columns of X with the largest magnitudes in FP16, a low-rank part of W in FP16, the blocks of "
            + $"the largest columns in wider activations, or single weights in FP16; with {MixedGroups} nothing, since dense has both kinds of blocks.",
            $"method is {OutlierColumns}, {LowRank}, {MixedBlocks}, {MixedGroups} or {SparseOutliers}", null, NoDefault)
        {
            Choices = [OutlierColumns, LowRank, MixedBlocks, MixedGroups, SparseOutliers],
        },
        Integer("outliers", $"Columns of X that stay in FP16, with {OutlierColumns}.", 1023),
        Integer("rank", $"Rank of the part of W that stays in FP16, with {LowRank}.", 256),
        Integer("wide_percent", $"Percent of the blocks of K that go to added, rounded up, but not all, with {MixedBlocks}; or that have wider activations, with {MixedGroups}.", 99),
        Integer("sparse_permille", $"Of 1000 weights those that stay in FP16, with {SparseOutliers}.", 200),
        new("smoothing", FieldKind.Choice,
            "Whether column k of X is divided by √(max|x| / max|w|) of it first, and that of W multiplied.",
            "smoothing is none or sqrt", "none", _ => "none")
        {
            Choices = ["none", "sqrt"],
        },
        Part("dense", "The design of the quantized part, a name or a path.", null),
        Overrides("dense_set", "dense"),
        Part("down", $"The design of X by the first of the two narrow matrices, with {LowRank}.", ""),
        Overrides("down_set", "down"),
        Part("added", $"The design of what is not in dense, to which the results of dense are added; with {MixedGroups} there is none.", ""),
        Overrides("added_set", "added"),
    ];

    /// <summary>What every system file must keep.</summary>
    public static FileRules File { get; } = new(
        "a system file", "docs/systems.md", All, "a field has one value, or in those that end in _set a list of values");

    /// <summary>The system can be found.</summary>
    public static DesignRule Exists { get; } = new(
        "exists", [], "a system is the name of a named system or the path of a readable file");

    /// <summary>A part's design is one.</summary>
    public static DesignRule PartDesign { get; } = new(
        "part-design", [], "dense, down and added are designs, with their _set and the command's --set");

    /// <summary>What the quantized part's design must be.</summary>
    public static DesignRule DensePart { get; } = new(
        "dense-part", [],
        "dense has signed integer weights without zero points, a floating-point scale, integer activations with activation_scale fp16, or with "
        + $"{LowRank} with activation_group_scale, with {MixedBlocks} only so, with {MixedGroups} too and with wide_groups, out fp32, addend none; with {LowRank} it may have minifloat weights "
        + $"and FP4, FP6 or FP8 activations instead; with {SparseOutliers} it has unsigned integer weights with zero_point integer, scale fp16, fp16 "
        + "activations without scales and out fp32, addend none");

    /// <summary>What the design of the first narrow product must be.</summary>
    public static DesignRule DownPart { get; } = new(
        "down-part", [], "down has fp16 weights and activations, activation_scale none, out fp16, tensor_scale and addend none");

    /// <summary>What the last part's design must be.</summary>
    public static DesignRule AddedPart { get; } = new(
        "added-part", [],
        "added has fp16 weights and activations and activation_scale none, with "
        + $"{MixedBlocks} weights, scales and activations as dense must have them, addend stream, and tensor_scale none but with {MixedBlocks}");

    /// <summary>What the two designs of mixed blocks have in common, and what not.</summary>
    public static DesignRule BlockParts { get; } = new(
        "block-parts", [], $"with {MixedBlocks} dense and added have the same weights and group, and added has activations of more bits");

    /// <summary>What makes the result stream of one tile the stream of addends of another.</summary>
    public static DesignRule Chain { get; } = new(
        "chain", [], "rows, columns, row_blocks and y_words of dense and added are the same: the results of one are the addends of the other");

    /// <summary>All rules: of the file, of each field by itself, between fields, and of the parts' designs.</summary>
    public static IReadOnlyList<DesignRule> Rules { get; } =
    [
        Exists, .. File.Form, .. File.Fields,
        new("outliers-method", ["outliers", "method"], $"outliers is at least 1 with method {OutlierColumns}, else 0",
            values => values.Get<int>("outliers") > 0 == (values.Get<string>("method") == OutlierColumns)),
        new("rank-method", ["rank", "method"], $"rank is at least 1 with method {LowRank}, else 0",
            values => values.Get<int>("rank") > 0 == (values.Get<string>("method") == LowRank)),
        new("wide-percent-method", ["wide_percent", "method"], $"wide_percent is at least 1 with method {MixedBlocks} or {MixedGroups}, else 0",
            values => (values.Get<int>("wide_percent") > 0) == (values.Get<string>("method") is MixedBlocks or MixedGroups)),
        new("sparse-permille-method", ["sparse_permille", "method"], $"sparse_permille is at least 1 with method {SparseOutliers}, else 0",
            values => values.Get<int>("sparse_permille") > 0 == (values.Get<string>("method") == SparseOutliers)),
        new("down-method", ["down", "method"], $"down is a design with method {LowRank}, else left out",
            values => values.Get<string>("down").Length > 0 == (values.Get<string>("method") == LowRank)),
        new("added-method", ["added", "method"], $"added is a design, with method {MixedGroups} left out",
            values => values.Get<string>("added").Length == 0 == (values.Get<string>("method") == MixedGroups)),
        PartDesign, DensePart, DownPart, AddedPart, BlockParts, Chain,
    ];

    private static FileField Integer(string name, string meaning, int maximum) =>
        new(name, FieldKind.Integer, meaning, $"{name} is an integer from 0 to {maximum}", "0", _ => 0)
        {
            Minimum = 0,
            Maximum = maximum,
        };

    private static FileField Part(string name, string meaning, string? otherwise) =>
        new(name, FieldKind.Text, meaning, $"{name} is at most 200 printable characters", otherwise is null ? null : "none", _ => otherwise)
        {
            Pattern = LinePattern(),
        };

    private static FileField Overrides(string name, string part) =>
        new(name, FieldKind.TextList, $"field=value: what is different in the design of {part}.",
            $"{name} is a list of at most {MostItems} texts of at most 200 printable characters", "none", _ => Array.Empty<string>())
        {
            Pattern = LinePattern(),
            MaximumItems = MostItems,
        };

    private static object? NoDefault(DesignValues values) => null;

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._-]{0,63}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^[^\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]{0,200}$")]
    private static partial Regex LinePattern();
}
