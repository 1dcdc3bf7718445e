using MixPe.Generator.Designs;

namespace MixPe.Flow.Explore.Space;

/// <summary>A condition between fields of a design.</summary>
/// <param name="Text">As written.</param>
/// <param name="Holds">Whether a design meets it.</param>
public sealed record Constraint(string Text, Func<Design, bool> Holds);
