namespace MixPe.Flow.Encoder;

/// <summary>The rows of a sentence's tokens in the matrix of all sentences' tokens.</summary>
/// <param name="First">Its first row.</param>
/// <param name="Count">Its rows; 0 for a sentence without tokens.</param>
public readonly record struct TokenSpan(int First, int Count);
