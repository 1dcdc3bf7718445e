namespace MixPe.Generator.Heaps;

/// <summary>One level of the compressor tree: its operations run side by side.</summary>
/// <param name="Number">1 for the level next to the inputs.</param>
/// <param name="Before">Height of the tallest column before the level.</param>
/// <param name="After">Height of the tallest column after it.</param>
/// <param name="Operations">Full-adder rows.</param>
public sealed record HeapLevel(int Number, int Before, int After, IReadOnlyList<HeapOperation> Operations);
