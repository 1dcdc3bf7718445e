namespace MixPe.Flow.Regress;

/// <summary>A value of a suite file: a text, a list or a mapping.</summary>
/// <param name="Line">Line from 1.</param>
internal abstract record SuiteNode(int Line)
{
    /// <summary>The value for a message.</summary>
    public abstract string Shown { get; }
}
