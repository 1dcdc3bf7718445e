namespace MixPe.Flow.Cells;

/// <summary>Kinds of token in a Liberty file.</summary>
internal enum LibertyTokenKind
{
    /// <summary>The end of the file.</summary>
    End,

    /// <summary>A word without quotation marks: a name, a number, a part of an expression.</summary>
    Word,

    /// <summary>A text in quotation marks, without them.</summary>
    Text,

    /// <summary>One of ( ) { } : ; and the comma.</summary>
    Mark,
}
