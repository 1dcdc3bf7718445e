namespace MixPe.Generator.Heaps;

/// <summary>Where pipeline registers cut a sum. The accumulator is added behind the last one.</summary>
/// <param name="First">Number of the first register here: 1 unless some lie before the sum.</param>
/// <param name="Levels">For each register the number of levels before it, ascending; several may lie at one
/// place.</param>
public sealed record SumCuts(int First, IReadOnlyList<int> Levels)
{
    /// <summary>No register: the accumulator is one of the terms.</summary>
    public static SumCuts None { get; } = new(1, []);

    /// <summary>The numbers of the registers that lie behind so many levels.</summary>
    internal IEnumerable<int> At(int level) =>
        Enumerable.Range(0, Levels.Count).Where(index => Levels[index] == level).Select(index => First + index);
}
