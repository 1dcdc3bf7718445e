using MixPe.Generator.Designs;

namespace MixPe.Flow.Explore.Points;

/// <summary>A valid design of a space.</summary>
/// <param name="Hash">Hash of all its fields but name, description and systems: points of the same hash are one.</param>
/// <param name="Label">What it is called in tables: the fields that vary with their values, or a reference's name.</param>
/// <param name="Design">The design.</param>
/// <param name="Named">The named designs that it equals, but for the clock period.</param>
/// <param name="Systems">The published systems that those follow.</param>
/// <param name="IsReference">True if it is one of the space's references.</param>
public sealed record DesignPoint(
    string Hash,
    string Label,
    Design Design,
    IReadOnlyList<string> Named,
    IReadOnlyList<string> Systems,
    bool IsReference)
{
    /// <summary>True for what is named in tables and pictures: a named design, or one of the space's references.</summary>
    public bool HasName => IsReference || Named.Count > 0;
}
