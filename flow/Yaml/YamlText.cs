namespace MixPe.Flow.Yaml;

/// <summary>A single value.</summary>
/// <param name="Line">Line from 1.</param>
/// <param name="Text">As written.</param>
internal sealed record YamlText(int Line, string Text) : YamlNode(Line)
{
    /// <inheritdoc/>
    public override string Shown => Text;
}
