namespace MixPe.Flow.Explore.Space;

/// <summary>Which points of a space are evaluated.</summary>
/// <param name="Method">How they are chosen.</param>
/// <param name="Count">Valid points at most; of a grid all.</param>
/// <param name="Seed">Start of what is random.</param>
public sealed record SamplingPlan(SamplingMethod Method, int Count, int Seed);
