namespace MixPe.Flow.Verify.Corpus;

/// <summary>A kept case cannot be read or no longer fits.</summary>
/// <param name="message">File, place and rule.</param>
/// <param name="inner">What was thrown.</param>
public sealed class CorpusException(string message, Exception? inner = null) : Exception(message, inner);
