namespace MixPe.Generator.Designs;

/// <summary>What every flat YAML file must keep, whatever its fields are.</summary>
/// <param name="noun">What the file is, with its article: a design file.</param>
/// <param name="manual">Where its fields are described.</param>
/// <param name="fields">Its fields.</param>
/// <param name="scalar">What shape a field's value has.</param>
public sealed class FileRules(string noun, string manual, IReadOnlyList<FileField> fields, string scalar)
{
    /// <summary>Largest file, in bytes.</summary>
    public const int MaximumBytes = 1 << 20;

    /// <summary>The file is not too large.</summary>
    public DesignRule Size { get; } = Of("size", $"{noun} has at most 1048576 bytes (1 MiB)");

    /// <summary>The file is text.</summary>
    public DesignRule Utf8 { get; } = Of("utf8", $"{noun} is UTF-8");

    /// <summary>The file is YAML.</summary>
    public DesignRule Yaml { get; } = Of("yaml", $"{noun} is YAML 1.2");

    /// <summary>The file has one document.</summary>
    public DesignRule OneDocument { get; } = Of("one-document", $"{noun} holds one document");

    /// <summary>The document is a mapping.</summary>
    public DesignRule Mapping { get; } = Of("mapping", $"{noun} is a mapping of fields to values, and not empty");

    /// <summary>No aliases.</summary>
    public DesignRule NoAnchor { get; } = Of(
        "no-anchor", "anchors (&), aliases (*) and merge keys (<<) are not used: every value stands where it counts");

    /// <summary>No tags.</summary>
    public DesignRule NoTag { get; } = Of("no-tag", "tags (!) are not used: the field decides the type");

    /// <summary>Fields are known.</summary>
    public DesignRule Known { get; } = Of("known", $"a field is one of {manual}");

    /// <summary>Fields stand once.</summary>
    public DesignRule Once { get; } = Of("once", "a field stands once");

    /// <summary>Required fields are there.</summary>
    public DesignRule Required { get; } = new(
        "required", [.. fields.Where(field => field.Required).Select(field => field.Name)], "the required fields have a value");

    /// <summary>Single values where single values belong.</summary>
    public DesignRule Scalar { get; } = Of("scalar", scalar);

    /// <summary>The rules of each field by itself, named as the field.</summary>
    public IReadOnlyList<DesignRule> Fields { get; } =
        [.. fields.Select(field => new DesignRule(field.Name, [field.Name], field.Domain))];

    /// <summary>The rules of the file's form.</summary>
    public IReadOnlyList<DesignRule> Form =>
        [Size, Utf8, Yaml, OneDocument, Mapping, NoAnchor, NoTag, Known, Once, Required, Scalar];

    /// <summary>The rule of a field by itself.</summary>
    public DesignRule OfField(FileField field) => Fields.First(rule => rule.Id == field.Name);

    private static DesignRule Of(string id, string sentence) => new(id, [], sentence);
}
