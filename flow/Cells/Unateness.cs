namespace MixPe.Flow.Cells;

/// <summary>How an output follows an input.</summary>
public enum Unateness
{
    /// <summary>It may do either.</summary>
    Both,

    /// <summary>It rises when the input rises.</summary>
    Positive,

    /// <summary>It falls when the input rises.</summary>
    Negative,
}
