namespace MixPe.Flow.Formal;

/// <summary>The algebraic prover met something that none of its rules covers: it proves nothing then.</summary>
/// <param name="what">What it was.</param>
internal sealed class NotUnderstoodException(string what) : Exception(what);
