namespace MixPe.Flow.Tools.Yosys;

/// <summary>A memory in Yosys' JSON.</summary>
/// <param name="Size">Number of words.</param>
/// <param name="Width">Width of a word.</param>
internal sealed record YosysMemory(int Size, int Width);
