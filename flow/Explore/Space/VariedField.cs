using MixPe.Generator.Designs;

namespace MixPe.Flow.Explore.Space;

/// <summary>A field of the design with the values that it takes.</summary>
/// <param name="Field">The field.</param>
/// <param name="Values">Its values as written, in the file's order, at least one.</param>
public sealed record VariedField(DesignField Field, IReadOnlyList<string> Values);
