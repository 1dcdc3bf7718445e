namespace MixPe.Generator.Heaps;

/// <summary>A compressed heap: levels of compressors, and the two rows that one adder finishes.</summary>
/// <param name="Width">Width of the sum.</param>
/// <param name="Levels">Compressor levels in order.</param>
/// <param name="RowA">First remaining row, an expression of <paramref name="Width"/> bits.</param>
/// <param name="RowB">Second remaining row.</param>
/// <param name="Registers">Pipeline registers in order, each behind a number of levels.</param>
public sealed record HeapNetlist(
    int Width,
    IReadOnlyList<HeapLevel> Levels,
    string RowA,
    string RowB,
    IReadOnlyList<PipelineRegister> Registers);
