namespace MixPe.Flow.Explore.Points;

/// <summary>Combinations of a space that are no points of it, by what they break.</summary>
/// <param name="Rule">The name of a design's rule, or a condition of the space as written.</param>
/// <param name="Sentence">What must hold.</param>
/// <param name="Count">Combinations that break it; one that breaks two rules counts in both.</param>
public sealed record Refusal(string Rule, string Sentence, int Count);
