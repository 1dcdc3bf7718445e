namespace MixPe.Flow.Yaml;

/// <summary>A list.</summary>
/// <param name="Line">Line from 1.</param>
/// <param name="Items">Its items.</param>
internal sealed record YamlSequence(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line)
{
    /// <inheritdoc/>
    public override string Shown => "a list";
}
