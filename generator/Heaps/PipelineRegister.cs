namespace MixPe.Generator.Heaps;

/// <summary>A pipeline register: a cut across a sum.</summary>
/// <param name="Number">1 for the one next to the operands.</param>
/// <param name="After">Number of levels, or of adders of a tree, that lie before it.</param>
/// <param name="Words">All that crosses the cut.</param>
public sealed record PipelineRegister(int Number, int After, IReadOnlyList<RegisterWord> Words);
