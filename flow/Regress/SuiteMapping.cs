namespace MixPe.Flow.Regress;

/// <summary>A mapping.</summary>
/// <param name="Line">Line from 1.</param>
/// <param name="Fields">Names and values, each name once.</param>
internal sealed record SuiteMapping(int Line, IReadOnlyDictionary<string, SuiteNode> Fields) : SuiteNode(Line)
{
    /// <inheritdoc/>
    public override string Shown => "a mapping";
}
