namespace MixPe.Flow.Cells;

/// <summary>A token of a Liberty file.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">Its text, quotation marks left out.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="StartsLine">True for the first one of a line, unless the line before ends with a backslash.</param>
internal readonly record struct LibertyToken(LibertyTokenKind Kind, string Text, int Line, bool StartsLine)
{
    /// <summary>True for that mark.</summary>
    public bool Is(char mark) => Kind == LibertyTokenKind.Mark && Text[0] == mark;
}
