namespace MixPe.Flow.Gemm;

/// <summary>An input that cannot be used: a file, a shape, an argument. The message names it and the rule.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="inner">What was thrown, if anything.</param>
public sealed class InputException(string message, Exception? inner = null) : Exception(message, inner);
