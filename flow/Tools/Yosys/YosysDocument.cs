using System.Text.Json;

namespace MixPe.Flow.Tools.Yosys;

/// <summary>What Yosys' write_json wrote; names as in its manual.</summary>
/// <param name="Modules">The modules by name, parameters included.</param>
internal sealed record YosysDocument(IReadOnlyDictionary<string, YosysModule> Modules)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new YosysBitConverter() },
        MaxDepth = 128,
    };

    /// <summary>Reads a document.</summary>
    /// <exception cref="JsonException">The text is none.</exception>
    public static YosysDocument Parse(string text) =>
        JsonSerializer.Deserialize<YosysDocument>(text, Options) ?? throw new JsonException("null");
}
