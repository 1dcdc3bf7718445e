using MixPe.Generator.Designs;

namespace MixPe.Flow.Explore.Space;

/// <summary>A design that is evaluated besides the points of the space.</summary>
/// <param name="Name">As the space calls it.</param>
/// <param name="Design">The design as it is.</param>
public sealed record ReferenceDesign(string Name, Design Design);
