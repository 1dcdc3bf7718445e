namespace MixPe.Sim.Build;

/// <summary>One run of the C++ compiler.</summary>
/// <param name="Source">Source file.</param>
/// <param name="Object">Object file.</param>
/// <param name="Flags">Flags.</param>
internal sealed record CppUnit(string Source, string Object, IReadOnlyList<string> Flags);
