namespace MixPe.Generator.Designs;

/// <summary>One value as written.</summary>
/// <param name="Text">Its text.</param>
/// <param name="MayBeText">False for a plain word that YAML's core schema reads as a number, a flag or null.</param>
/// <param name="MayBeOther">False for a quoted value, which is a text and nothing else.</param>
internal readonly record struct RawScalar(string Text, bool MayBeText, bool MayBeOther)
{
    /// <summary>The value of an override, which the shell has already stripped of its quotes.</summary>
    public static RawScalar OfOverride(string text) => new(text, true, true);
}
