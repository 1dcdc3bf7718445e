namespace MixPe.Flow.Mutation;

/// <summary>The unit as it is fails a check: what its mutants do says nothing.</summary>
/// <param name="message">Check, scenario, cycle and what differed.</param>
public sealed class MutationException(string message) : Exception(message);
