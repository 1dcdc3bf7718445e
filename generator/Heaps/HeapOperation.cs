namespace MixPe.Generator.Heaps;

/// <summary>One row of full adders over neighbouring columns: a word-wide 3:2 compressor.</summary>
/// <param name="Sum">Name of the sum word; its bit 0 has the weight of the lowest column.</param>
/// <param name="Carry">Name of the carry word, one column higher; null where every carry leaves the heap.</param>
/// <param name="Width">Number of columns.</param>
/// <param name="A">First operand, a SystemVerilog expression of <paramref name="Width"/> bits.</param>
/// <param name="B">Second operand.</param>
/// <param name="C">Third operand; zero bits make half adders.</param>
public sealed record HeapOperation(string Sum, string? Carry, int Width, string A, string B, string C)
{
    /// <summary>Index of the most significant bit.</summary>
    public int Msb => Width - 1;
}
