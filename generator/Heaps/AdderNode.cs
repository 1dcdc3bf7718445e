namespace MixPe.Generator.Heaps;

/// <summary>One binary adder or subtractor of an adder tree.</summary>
/// <param name="Name">Name of the result word.</param>
/// <param name="Width">Width of the result word.</param>
/// <param name="A">Left operand, extended and shifted, an expression of <paramref name="Width"/> bits.</param>
/// <param name="Operator">"+" or "-".</param>
/// <param name="B">Right operand, likewise.</param>
public sealed record AdderNode(string Name, int Width, string A, string Operator, string B)
{
    /// <summary>Index of the most significant bit.</summary>
    public int Msb => Width - 1;
}
