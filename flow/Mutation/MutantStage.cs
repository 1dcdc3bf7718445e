namespace MixPe.Flow.Mutation;

/// <summary>One more library to run mutants in, built if there are any left for it.</summary>
/// <param name="Has">Whether a mutant may be in it.</param>
/// <param name="Open">Builds it; null if no check drives it.</param>
internal sealed record MutantStage(Func<Mutant, bool> Has, Func<MutantBench?> Open);
