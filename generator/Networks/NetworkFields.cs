using System.Text.RegularExpressions;
using MixPe.Generator.Designs;

namespace MixPe.Generator.Networks;

/// <summary>Every field of a network file; docs/estimate.md has the same.</summary>
public static partial class NetworkFields
{
    private const int MaximumWidth = 1 << 20;

    /// <summary>The fields.</summary>
    public static IReadOnlyList<FileField> All { get; } =
    [
        new("name", FieldKind.Text, "What it is called.",
            "name is 1 to 64 characters: a letter, then letters, digits, '.', '_' and '-'", null, NoDefault)
        {
            Pattern = NamePattern(),
        },
        new("source", FieldKind.Text, "Where its sizes are published.",
            "source is at most 200 printable characters", "empty", _ => "")
        {
            Pattern = SourcePattern(),
        },
        Integer("layers", "Transformer blocks.", null, 1, 10_000),
        Integer("hidden", "Width of a token between blocks.", null, 1, MaximumWidth),
        Integer("heads", "Query heads of a block.", null, 1, MaximumWidth),
        Integer("kv_heads", "Key and value heads of a block.", "heads", 1, MaximumWidth,
            values => values.Has("heads") ? values.Get<int>("heads") : null),
        Integer("ffn", "Width inside the feed-forward network.", null, 1, MaximumWidth),
        Flag("gated", "Whether the feed-forward network has a gate (SwiGLU), a third layer.", false),
        Integer("vocab", "Outputs of the last linear layer: tokens or classes; 0 for no such layer.", null, 0, 1 << 24),
        Integer("patch", "Inputs of the patch embedding; 0 for tokens that are looked up.", "0", 0, MaximumWidth, _ => 0),
        Integer("tokens", "Tokens of a sequence, unless --tokens says otherwise.", null, 1, 1 << 24),
        Flag("decoder", "Whether it generates a token at a time: then it has a phase decode.", true),
    ];

    /// <summary>What every network file must keep.</summary>
    public static FileRules File { get; } = new(
        "a network file", "docs/estimate.md", All, "a field has one value, never a list or a nested mapping");

    /// <summary>All rules: of the file, of each field by itself, between fields.</summary>
    public static IReadOnlyList<DesignRule> Rules { get; } =
    [
        Exists, .. File.Form, .. File.Fields,
        new("heads-hidden", ["heads", "hidden"], "hidden is a multiple of heads",
            values => values.Get<int>("hidden") % values.Get<int>("heads") == 0),
        new("kv-heads-heads", ["kv_heads", "heads"], "heads is a multiple of kv_heads",
            values => values.Get<int>("heads") % values.Get<int>("kv_heads") == 0),
        new("patch-tokens", ["tokens", "patch"], "with patch tokens is at least 2: a class token and the patches",
            values => values.Get<int>("patch") == 0 || values.Get<int>("tokens") >= 2),
    ];

    /// <summary>The network can be found.</summary>
    public static DesignRule Exists => new(
        "exists", [], "a network is the name of a named network or the path of a readable file");

    private static FileField Integer(
        string name,
        string meaning,
        string? defaultText,
        int minimum,
        int maximum,
        Func<DesignValues, object?>? otherwise = null) =>
        new(name, FieldKind.Integer, meaning, $"{name} is an integer from {minimum} to {maximum}", defaultText,
            otherwise ?? NoDefault)
        {
            Minimum = minimum,
            Maximum = maximum,
        };

    private static FileField Flag(string name, string meaning, bool otherwise) =>
        new(name, FieldKind.Flag, meaning, $"{name} is true or false", otherwise ? "true" : "false", _ => otherwise);

    private static object? NoDefault(DesignValues values) => null;

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._-]{0,63}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^[^\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]{0,200}$")]
    private static partial Regex SourcePattern();
}
