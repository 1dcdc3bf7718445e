namespace MixPe.Flow.Verify.Corpus;

/// <summary>One cycle of a kept case, hexadecimal digits by port.</summary>
/// <param name="In">Inputs.</param>
/// <param name="Free">Bits of them that the unit must not look at.</param>
/// <param name="Out">Expected outputs.</param>
/// <param name="Care">Bits of them that count.</param>
public sealed record CorpusCycle(
    IReadOnlyDictionary<string, string> In,
    IReadOnlyDictionary<string, string> Free,
    IReadOnlyDictionary<string, string> Out,
    IReadOnlyDictionary<string, string> Care);
