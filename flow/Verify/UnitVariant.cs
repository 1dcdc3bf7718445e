namespace MixPe.Flow.Verify;

/// <summary>A unit at other than its default parameters, as a part of the design, or another design, has it.</summary>
/// <param name="Name">Suffix of the wrapper's name.</param>
/// <param name="Parameters">Parameters by name.</param>
public sealed record UnitVariant(string Name, IReadOnlyDictionary<string, int> Parameters);
