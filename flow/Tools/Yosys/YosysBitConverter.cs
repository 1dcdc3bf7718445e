using System.Text.Json;
using System.Text.Json.Serialization;

namespace MixPe.Flow.Tools.Yosys;

/// <summary>Reads a bit: a number, or a constant in quotation marks.</summary>
internal sealed class YosysBitConverter : JsonConverter<YosysBit>
{
    /// <inheritdoc/>
    public override YosysBit Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.TokenType == JsonTokenType.Number
            ? reader.GetInt32()
            : reader.GetString() switch { "0" => 0, "1" => 1, _ => -1 });

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, YosysBit value, JsonSerializerOptions options) =>
        throw new NotSupportedException("documents of Yosys are read only");
}
