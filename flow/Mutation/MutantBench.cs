using MixPe.Flow.Verify;
using MixPe.Sim.Host;

namespace MixPe.Flow.Mutation;

/// <summary>A mutable unit and what checks it.</summary>
/// <param name="Library">The unit, every place of it switchable.</param>
/// <param name="Checks">The checks that drive it.</param>
/// <param name="Activation">How a mutant is switched on here; null if it is not in this library.</param>
internal sealed record MutantBench(
    VerilatedLibrary Library, IReadOnlyList<UnitCheck> Checks, Func<Mutant, MutantActivation?> Activation);
