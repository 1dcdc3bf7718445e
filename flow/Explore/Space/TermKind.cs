namespace MixPe.Flow.Explore.Space;

/// <summary>What a part of a condition gives.</summary>
internal enum TermKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A word.</summary>
    Word,

    /// <summary>True or false.</summary>
    Flag,
}
