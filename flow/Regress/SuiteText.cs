namespace MixPe.Flow.Regress;

/// <summary>A single value.</summary>
/// <param name="Line">Line from 1.</param>
/// <param name="Text">As written.</param>
internal sealed record SuiteText(int Line, string Text) : SuiteNode(Line)
{
    /// <inheritdoc/>
    public override string Shown => Text;
}
