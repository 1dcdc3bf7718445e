namespace MixPe.Flow.Yaml;

/// <summary>A mapping.</summary>
/// <param name="Line">Line from 1.</param>
/// <param name="Fields">Names and values, each name once.</param>
internal sealed record YamlMapping(int Line, IReadOnlyDictionary<string, YamlNode> Fields) : YamlNode(Line)
{
    /// <inheritdoc/>
    public override string Shown => "a mapping";
}
