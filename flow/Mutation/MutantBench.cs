using MixPe.Flow.Verify;
using MixPe.Sim.Host;

namespace MixPe.Flow.Mutation;

/// <summary>A mutable unit and what checks it.</summary>
/// <param name="Library">The unit, every place of it switchable.</param>
/// <param name="Checks">The checks that drive it.</param>
internal sealed record MutantBench(VerilatedLibrary Library, IReadOnlyList<UnitCheck> Checks);
