namespace MixPe.Flow.Mutation.Netlists;

/// <summary>A memory that stays one.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Number of words.</param>
/// <param name="Width">Width of a word.</param>
public sealed record NetMemory(string Name, int Size, int Width);
