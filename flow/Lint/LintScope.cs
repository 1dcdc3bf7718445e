namespace MixPe.Flow.Lint;

/// <summary>How much of a bundle is looked at.</summary>
public enum LintScope
{
    /// <summary>The array as the top, and below it every module as the array uses it.</summary>
    Array,

    /// <summary>The same, and every module by itself at its default parameters.</summary>
    EveryModule,
}
