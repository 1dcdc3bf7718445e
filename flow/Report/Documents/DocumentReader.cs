using System.Text.Json;

namespace MixPe.Flow.Report.Documents;

/// <summary>Reads the members of a document; what is missing or of another kind is told with the path to it.</summary>
/// <param name="element">The object.</param>
/// <param name="path">Where it stands in its file; empty for the root.</param>
internal readonly struct DocumentReader(JsonElement element, string path = "")
{
    /// <summary>The text of a member.</summary>
    public string Text(string name) => Member(name, JsonValueKind.String).GetString()!;

    /// <summary>The text of a member; empty where it is null or missing.</summary>
    public string TextOrNothing(string name) => HasValue(name) ? Text(name) : "";

    /// <summary>The number of a member.</summary>
    public double Number(string name) => Member(name, JsonValueKind.Number).GetDouble();

    /// <summary>The number of a member; null where it is null or missing.</summary>
    public double? NumberOrNothing(string name) => HasValue(name) ? Number(name) : null;

    /// <summary>The count of a member.</summary>
    public long Count(string name) => Member(name, JsonValueKind.Number).TryGetInt64(out long count) && count >= 0
        ? count
        : throw new FormatException($"{Path(name)}: it is no count");

    /// <summary>The count of a member; null where it is null or missing.</summary>
    public long? CountOrNothing(string name) => HasValue(name) ? Count(name) : null;

    /// <summary>The object of a member.</summary>
    public DocumentReader Object(string name) => new(Member(name, JsonValueKind.Object), Path(name));

    /// <summary>The objects of a member's list.</summary>
    public IReadOnlyList<DocumentReader> Objects(string name)
    {
        string list = Path(name);
        return
        [
            .. Member(name, JsonValueKind.Array).EnumerateArray().Select((one, i) => one.ValueKind == JsonValueKind.Object
                ? new DocumentReader(one, $"{list}[{i}]")
                : throw new FormatException($"{list}[{i}]: it is no object")),
        ];
    }

    /// <summary>The objects of a member's list; none where it is null or missing.</summary>
    public IReadOnlyList<DocumentReader> ObjectsOrNothing(string name) => HasValue(name) ? Objects(name) : [];

    /// <summary>The texts of a member's list; none where it is null or missing.</summary>
    public IReadOnlyList<string> TextsOrNothing(string name)
    {
        string list = Path(name);
        return !HasValue(name) ? [] :
        [
            .. Member(name, JsonValueKind.Array).EnumerateArray().Select((one, i) => one.ValueKind == JsonValueKind.String
                ? one.GetString()!
                : throw new FormatException($"{list}[{i}]: it is no text")),
        ];
    }

    /// <summary>Whether a member is there and true.</summary>
    public bool IsTrue(string name) => element.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.True;

    /// <summary>Whether a member is there and not null.</summary>
    public bool HasValue(string name) =>
        element.TryGetProperty(name, out JsonElement member) && member.ValueKind != JsonValueKind.Null;

    private JsonElement Member(string name, JsonValueKind kind) =>
        !element.TryGetProperty(name, out JsonElement member) ? throw new FormatException($"{Path(name)}: it is missing")
        : member.ValueKind != kind ? throw new FormatException($"{Path(name)}: {kind} is wanted, not {member.ValueKind}")
        : member;

    private string Path(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
