namespace MixPe.Flow.Regress;

/// <summary>A list.</summary>
/// <param name="Line">Line from 1.</param>
/// <param name="Items">Its items.</param>
internal sealed record SuiteList(int Line, IReadOnlyList<SuiteNode> Items) : SuiteNode(Line)
{
    /// <inheritdoc/>
    public override string Shown => "a list";
}
