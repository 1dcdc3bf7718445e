using System.Text.Json;
using MixPe.Model.Tensors;

namespace MixPe.Model.Stored;

/// <summary>What the configuration beside a GPTQ file says: quantize_config.json, or quantization_config in config.json.
/// </summary>
internal static class GptqConfiguration
{
    private const string OwnFile = "quantize_config.json";
    private const string ModelFile = "config.json";
    private const string Section = "quantization_config";
    private const string Field = "checkpoint_format";
    private const string Version2 = "gptq_v2";

    // Such a file has kilobytes.
    private const long MaxBytes = 1 << 24;

    /// <summary>Version 2 where a configuration says so. A file that says version 1 may have either (tools have written both under
    /// that name), so that is no answer.</summary>
    /// <exception cref="InvalidDataException">A configuration is no JSON, or larger than one is.</exception>
    public static GptqFormat? Format(string weights)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(weights))!;
        return SaysVersion2(Path.Combine(folder, OwnFile), null) || SaysVersion2(Path.Combine(folder, ModelFile), Section)
            ? GptqFormat.V2
            : null;
    }

    private static bool SaysVersion2(string path, string? section)
    {
        FileInfo file = new(path);
        if (!file.Exists)
        {
            return false;
        }

        if (file.Length > MaxBytes)
        {
            throw TensorFault.At(path, "document", $"{file.Length} bytes: at most {MaxBytes}");
        }

        using JsonDocument document = JsonFields.Parse(path, File.ReadAllBytes(path));
        JsonElement? root = document.RootElement;
        root = section is null ? root : Object(path, root, section);
        return Object(path, root, Field) is { ValueKind: JsonValueKind.String } value && value.ValueEquals(Version2);
    }

    private static JsonElement? Object(string path, JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } found ? JsonFields.Find(path, "document", found, name) : null;
}
