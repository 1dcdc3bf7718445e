namespace MixPe.Flow.Report;

/// <summary>The colour of a word that tells how something ended; the word itself stays.</summary>
internal static class CellState
{
    /// <summary>good, bad or idle; empty for any other text.</summary>
    public static string Of(string text) => text switch
    {
        "passed" or "proved" or "measured" => "good",
        "failed" or "refuted" => "bad",
        "not run" or "not all run" or "skipped" or "bounded" or "missed" or "unsupported" or "misses the period" => "idle",
        _ => "",
    };
}
