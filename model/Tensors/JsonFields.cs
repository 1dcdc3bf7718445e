using System.Text.Json;

namespace MixPe.Model.Tensors;

/// <summary>Fields of a JSON document that must be there and of a kind; every fault names the file and the field.</summary>
internal static class JsonFields
{
    /// <summary>Parses a document.</summary>
    /// <exception cref="InvalidDataException">It is not JSON, with the line and the byte.</exception>
    public static JsonDocument Parse(string file, ReadOnlyMemory<byte> text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException fault)
        {
            throw TensorFault.At(
                file, $"JSON line {fault.LineNumber + 1} byte {fault.BytePositionInLine + 1}", fault.Message, fault);
        }
    }

    /// <summary>A field of any kind.</summary>
    public static JsonElement Any(string file, string place, JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object)
        {
            throw TensorFault.At(file, place, $"it is {parent.ValueKind}: an object is wanted");
        }

        return Find(file, place, parent, name) ?? throw TensorFault.At(file, $"{place}.{name}", "missing");
    }

    /// <summary>A field of an object, or null.</summary>
    public static JsonElement? Find(string file, string place, JsonElement parent, string name)
    {
        try
        {
            return parent.TryGetProperty(name, out JsonElement value) ? value : null;
        }
        catch (InvalidOperationException fault)
        {
            throw TensorFault.At(file, place, "a name in it is not valid Unicode", fault);
        }
    }

    /// <summary>The name of a property.</summary>
    public static string NameOf(string file, string place, JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException fault)
        {
            throw TensorFault.At(file, place, "a name in it is not valid Unicode", fault);
        }
    }

    /// <summary>A string field.</summary>
    public static string Text(string file, string place, JsonElement parent, string name) =>
        TextOf(file, $"{place}.{name}", Any(file, place, parent, name));

    /// <summary>A string.</summary>
    public static string TextOf(string file, string place, JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : throw TensorFault.At(file, place, $"it is {value.ValueKind}: a string is wanted");
        }
        catch (InvalidOperationException fault)
        {
            // A \u escape that is half of a surrogate pair.
            throw TensorFault.At(file, place, "it is not valid Unicode", fault);
        }
    }

    /// <summary>An array field.</summary>
    public static JsonElement[] Items(string file, string place, JsonElement parent, string name)
    {
        JsonElement value = Any(file, place, parent, name);
        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray()]
            : throw TensorFault.At(file, $"{place}.{name}", $"it is {value.ValueKind}: an array is wanted");
    }

    /// <summary>An array of dimensions.</summary>
    public static int[] Shape(string file, string place, JsonElement parent, string name) =>
        Array.ConvertAll(Items(file, place, parent, name), item =>
            item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int size) && size >= 0
                ? size
                : throw TensorFault.At(
                    file, $"{place}.{name}", $"{Shown(item)} is not a dimension of 0 to {int.MaxValue}"));

    /// <summary>A number of 0 or more.</summary>
    public static long Offset(string file, string place, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long offset) && offset >= 0
            ? offset
            : throw TensorFault.At(file, place, $"{Shown(value)} is not an offset of 0 or more");

    // A hostile document can hold anything: a message shows the start of it.
    private static string Shown(JsonElement value)
    {
        const int most = 40;
        string text = value.GetRawText();
        return text.Length <= most ? text : $"{text[..most]}…";
    }
}
