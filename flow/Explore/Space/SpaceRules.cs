using MixPe.Flow.Yaml;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Explore.Space;

/// <summary>Every rule that a space must keep; docs/explore.md lists the same.</summary>
public static class SpaceRules
{
    /// <summary>Largest space file, in bytes.</summary>
    public const int MaximumBytes = 1 << 20;

    /// <summary>Most values of a varied field.</summary>
    public const int MaximumValues = 64;

    /// <summary>Most combinations of a grid.</summary>
    public const int MaximumGrid = 100_000;

    /// <summary>Most points of the other samplings.</summary>
    public const int MaximumCount = 10_000;

    /// <summary>The file can be read.</summary>
    public static DesignRule Exists { get; } = Of("exists", "a space is the path of a readable file of at most 1 MiB");

    /// <summary>The file is YAML of the simplest kind.</summary>
    public static DesignRule Yaml { get; } = Of(
        "yaml", "a space is one document of YAML 1.2 in UTF-8, a mapping, nested at most 8 deep");

    /// <summary>Nothing of YAML's machinery.</summary>
    public static DesignRule Plain { get; } = Of("plain", "anchors (&), aliases (*), merge keys (<<) and tags (!) are not used");

    /// <summary>Fields are known.</summary>
    public static DesignRule Known { get; } = Of("known", "a field is one of docs/explore.md");

    /// <summary>Fields stand once.</summary>
    public static DesignRule Once { get; } = Of("once", "a field stands once");

    /// <summary>Required fields are there.</summary>
    public static DesignRule Required { get; } = Of("required", "the required fields have a value");

    /// <summary>The space's name.</summary>
    public static DesignRule Name { get; } = Of(
        "name", "name is 1 to 64 letters, digits, - and _, the first a letter or a digit");

    /// <summary>The design that is varied.</summary>
    public static DesignRule Base { get; } = Of("base", "base is a named design or a design file that the tool accepts");

    /// <summary>Fixed fields.</summary>
    public static DesignRule Set { get; } = Of(
        "set", "set is a mapping of fields of a design, other than name, description, systems and those of vary, to a value each");

    /// <summary>Varied fields.</summary>
    public static DesignRule Vary { get; } = Of(
        "vary",
        "vary is a mapping of fields of a design, other than name, description and systems, to lists of 1 to 64 values, none of "
        + "them twice");

    /// <summary>Constraints between fields.</summary>
    public static DesignRule Where { get; } = Of(
        "where", "where is a list of conditions on fields of a design, such as \"group / lanes >= 8\"");

    /// <summary>Designs that are evaluated besides.</summary>
    public static DesignRule References { get; } = Of(
        "references", "references is a list of named designs and design files that the tool accepts");

    /// <summary>How points are chosen.</summary>
    public static DesignRule Method { get; } = Of("method", "method is grid, random, sobol or search");

    /// <summary>The sampling's mapping.</summary>
    public static DesignRule Sampling { get; } = Of(
        "sampling", "sampling is a mapping of method and, with all methods but grid, of count and seed");

    /// <summary>How many points.</summary>
    public static DesignRule Count { get; } = Of("count", "count is an integer from 1 to 10000");

    /// <summary>Start of what is random.</summary>
    public static DesignRule Seed { get; } = Of("seed", "seed is an integer from 0 to 2147483647");

    /// <summary>A grid that ends.</summary>
    public static DesignRule Grid { get; } = Of("grid", "the values of a grid have at most 100000 combinations");

    /// <summary>What is weighed against what.</summary>
    public static DesignRule Metrics { get; } = Of(
        "metrics", "metrics is a list of two or three different metrics of docs/explore.md");

    /// <summary>All rules.</summary>
    public static IReadOnlyList<DesignRule> All { get; } =
    [
        Exists, Yaml, Plain, Known, Once, Required, Name, Base, Set, Vary, Where, References, Method, Sampling, Count, Seed,
        Grid, Metrics,
    ];

    /// <summary>Those of the file's form.</summary>
    internal static YamlRules Form => new(Yaml, Plain, Known, Once);

    private static DesignRule Of(string id, string sentence) => new(id, [], sentence);
}
