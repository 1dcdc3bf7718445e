using MixPe.Flow.Tools;
using MixPe.Flow.Yaml;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Regress;

/// <summary>Every rule that a suite must keep; docs/regress.md lists the same.</summary>
public static class SuiteRules
{
    /// <summary>Largest suite file, in bytes.</summary>
    public const int MaximumBytes = 1 << 20;

    /// <summary>Most tasks of a suite.</summary>
    public const int MaximumTasks = 100_000;

    /// <summary>The file can be read.</summary>
    public static DesignRule Exists { get; } = Of("exists", "a suite is the path of a readable file of at most 1 MiB");

    /// <summary>The file is YAML of the simplest kind.</summary>
    public static DesignRule Yaml { get; } = Of(
        "yaml", "a suite is one document of YAML 1.2 in UTF-8, a mapping, nested at most 8 deep");

    /// <summary>Nothing of YAML's machinery.</summary>
    public static DesignRule Plain { get; } = Of("plain", "anchors (&), aliases (*), merge keys (<<) and tags (!) are not used");

    /// <summary>Fields are known.</summary>
    public static DesignRule Known { get; } = Of("known", "a field is one of docs/regress.md");

    /// <summary>Fields stand once.</summary>
    public static DesignRule Once { get; } = Of("once", "a field stands once");

    /// <summary>Required fields are there.</summary>
    public static DesignRule Required { get; } = Of("required", "the required fields have a value");

    /// <summary>Lists where lists belong.</summary>
    public static DesignRule Shape { get; } = Of("shape", "tasks is a list of mappings; the other fields are as docs/regress.md says");

    /// <summary>The suite's name.</summary>
    public static DesignRule Name { get; } = Of(
        "name", "name is 1 to 64 letters, digits, - and _, the first a letter or a digit");

    /// <summary>The command.</summary>
    public static DesignRule Run { get; } = Of("run", "run is verify, prove, mutate or simulate");

    /// <summary>Designs.</summary>
    public static DesignRule Designs { get; } = Of(
        "designs", "designs is a list of named designs and of design files, each accepted by the tool");

    /// <summary>Levels.</summary>
    public static DesignRule Levels { get; } = Of("levels", "levels is a list of quick, full and nightly");

    /// <summary>Seeds.</summary>
    public static DesignRule Seeds { get; } = Of(
        "seeds", "seeds is a list of integers from 0 to 2147483647 and of ranges FROM..TO of at most 10000 of them");

    /// <summary>Shapes.</summary>
    public static DesignRule Shapes { get; } = Of("shapes", "shapes is a list of M,N,K, three integers from 1 to 1000000");

    /// <summary>Times.</summary>
    public static DesignRule Time { get; } = Of("time", Duration.Rule);

    /// <summary>More arguments.</summary>
    public static DesignRule Arguments { get; } = Of(
        "arguments", "arguments is a list of options that the command knows, none that the suite gives itself");

    /// <summary>Fields that go with some commands only.</summary>
    public static DesignRule Goes { get; } = Of(
        "goes", "levels and budget go with verify, shapes with simulate, seeds with both");

    /// <summary>No task twice.</summary>
    public static DesignRule Distinct { get; } = Of("distinct", "a task stands once in a suite, and there are at most 100000");

    /// <summary>All rules.</summary>
    public static IReadOnlyList<DesignRule> All { get; } =
    [
        Exists, Yaml, Plain, Known, Once, Required, Shape, Name, Run, Designs, Levels, Seeds, Shapes, Time, Arguments,
        Goes, Distinct,
    ];

    /// <summary>Those of the file's form.</summary>
    internal static YamlRules Form => new(Yaml, Plain, Known, Once);

    private static DesignRule Of(string id, string sentence) => new(id, [], sentence);
}
