namespace MixPe.Generator.Designs;

/// <summary>One rule that a design file must keep: a row of <see cref="DesignRules"/>.</summary>
/// <param name="Id">Stable name, shown after the rule in every message.</param>
/// <param name="Fields">The fields that it is about, the one to blame first; empty for rules of the file itself.
/// </param>
/// <param name="Sentence">What must hold.</param>
/// <param name="Holds">The check over valid single values; null for a rule that the reader checks while reading.
/// </param>
public sealed record DesignRule(
    string Id,
    IReadOnlyList<string> Fields,
    string Sentence,
    Func<DesignValues, bool>? Holds = null);
