namespace MixPe.Flow.Mutation;

/// <summary>What the ports of a mutated unit hold while one mutant runs; all zero is the unit as it is. An operand a
/// becomes (a &amp; ~clear) ^ flip ^ ((a &lt;&lt; 1) &amp; left) ^ ((a &gt;&gt; 1) &amp; right).</summary>
/// <param name="Site">Number of the place.</param>
/// <param name="Choice">Which of the alternatives, from 0.</param>
/// <param name="Clear">Bits that are taken out.</param>
/// <param name="Flip">Bits that are inverted after that.</param>
/// <param name="Left">Bits that take their right neighbour's value.</param>
/// <param name="Right">Bits that take their left neighbour's value.</param>
public sealed record MutantActivation(int Site, int Choice, ulong Clear, ulong Flip, ulong Left, ulong Right)
{
    /// <summary>The unit as it is.</summary>
    public static MutantActivation None { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Ports by name, with their widths and values.</summary>
    public IEnumerable<(string Port, int Bits, ulong Value)> Ports =>
    [
        ("mutant_i", 16, (ulong)Site),
        ("mutant_choice_i", 1, (ulong)Choice),
        ("mutant_clear_i", MutationSite.MaxBits, Clear),
        ("mutant_flip_i", MutationSite.MaxBits, Flip),
        ("mutant_left_i", MutationSite.MaxBits, Left),
        ("mutant_right_i", MutationSite.MaxBits, Right),
    ];
}
