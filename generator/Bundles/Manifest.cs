using System.Text;
using System.Text.Json;
using MixPe.Generator.Designs;

namespace MixPe.Generator.Bundles;

/// <summary>manifest.json: what a bundle holds, for programs.</summary>
internal static class Manifest
{
    /// <summary>Its name; a directory with it is a bundle.</summary>
    public const string FileName = "manifest.json";

    /// <summary>Writes it.</summary>
    /// <param name="content">The bundle's content.</param>
    /// <param name="files">The other files beside the sources.</param>
    public static string Write(BundleContent content, IEnumerable<BundleFile> files)
    {
        var document = new
        {
            Tool = ToolVersion.Name,
            Version = ToolVersion.Text,
            Hash = content.Hash,
            Design = content.Design.Name,
            Description = content.Design.Description,
            License = GeneratedLicense.Spdx,
            Top = content.Top.Name,
            Parameters = DesignFields.All.ToDictionary(field => field.Name, field => field.Value(content.Design)),
            Latencies = content.Latencies,
            Widths = content.Widths,
            Modules = content.Modules.Select(module => new
            {
                Unit = module.Unit,
                Name = module.Name,
                Description = module.Description,
                Ports = module.Ports.Select(port => new
                {
                    Name = port.Name,
                    Direction = port.Direction,
                    Bits = port.Bits,
                    Role = port.Role,
                    Description = port.Description,
                }),
            }),
            Sources = content.Sources.Select(source => source.Path),
            Files = files.Concat(content.Sources).Select(file => file.Path).Append(FileName)
                .Order(StringComparer.Ordinal),
        };
        return JsonSerializer.Serialize(document, JsonStyle.Options) + "\n";
    }

    /// <summary>True when a directory's manifest was written by this tool.</summary>
    public static bool IsIn(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path, Encoding.UTF8));
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("tool", out var tool)
                && tool.ValueKind == JsonValueKind.String
                && tool.GetString() == ToolVersion.Name;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
