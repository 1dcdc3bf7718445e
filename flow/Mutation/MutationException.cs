namespace MixPe.Flow.Mutation;

/// <summary>The unit as it is fails a check: what its mutants do says nothing.</summary>
/// <param name="message">Check, scenario, cycle and what differed.</param>
/// <param name="inner">What else went wrong beside it; null for nothing.</param>
public sealed class MutationException(string message, Exception? inner = null) : Exception(message, inner);
