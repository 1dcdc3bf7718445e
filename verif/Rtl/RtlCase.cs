using System.Text.Json;
using System.Text.Json.Serialization;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;

namespace MixPe.Verif.Rtl;

/// <summary>A GEMM on a design, whole: what a replay line holds.</summary>
/// <param name="Fields">The design, field=value.</param>
/// <param name="Operands">The operands.</param>
internal sealed record RtlCase(IReadOnlyList<string> Fields, GemmOperands Operands)
{
    /// <summary>Environment variable that replays one case instead of the random ones.</summary>
    public const string ReplayVariable = "MIXPE_REPLAY";

    [JsonIgnore]
    public Design Design => RtlDesigns.Of(Fields);

    /// <summary>One line for a shell.</summary>
    [JsonIgnore]
    public string ReplayLine => $"{ReplayVariable}='{Text}' dotnet test verif --filter FullyQualifiedName~"
        + nameof(RandomDesignTests);

    [JsonIgnore]
    public string Text => JsonSerializer.Serialize(this);

    /// <exception cref="JsonException">The text is no case.</exception>
    public static RtlCase Parse(string text) =>
        JsonSerializer.Deserialize<RtlCase>(text) ?? throw new JsonException("a replayed case is not null");

    /// <summary>The case with a field of the design changed.</summary>
    public RtlCase With(string field, int value) => this with
    {
        Fields =
        [
            .. Fields.Where(old => !old.StartsWith($"{field}=", StringComparison.Ordinal)),
            $"{field}={value}",
        ],
    };
}
