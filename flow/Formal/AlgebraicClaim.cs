using System.Numerics;

namespace MixPe.Flow.Formal;

/// <summary>What the algebraic prover is asked: a word of a module equals a polynomial of its leaves, modulo 2 to the
/// power of the word's width.</summary>
/// <param name="Output">Name of the word.</param>
/// <param name="Cuts">Named signals that are free words here; what drives them is proved elsewhere.</param>
/// <param name="Specify">Adds the specification, given each signal's nets.</param>
internal sealed record AlgebraicClaim(
    string Output, IReadOnlyList<string> Cuts, Action<Polynomial, Func<string, IReadOnlyList<int>>> Specify)
{
    /// <summary>Width of the low part of the output that is claimed; null for all of it.</summary>
    public int? Width { get; init; }

    /// <summary>Decides the claim.</summary>
    /// <param name="module">The module.</param>
    /// <param name="carrySave">Source name of the carry-save adder.</param>
    public AlgebraicVerdict Decide(NetModule module, string carrySave)
    {
        IReadOnlyList<int> whole = module.Wires[Output];
        IReadOnlyList<int> word = [.. whole.Take(Width ?? whole.Count)];
        BigInteger modulus = BigInteger.One << word.Count;
        Polynomial difference = new(modulus);
        Polynomial expected = new(modulus);
        try
        {
            BackwardRewriting rewriting = new(module, carrySave, Cuts.SelectMany(cut => module.Wires[cut]));
            difference.AddWord(word, isSigned: false, BigInteger.One);
            rewriting.ToLeaves(difference);
            Specify(expected, name => module.Wires[name]);
        }
        catch (NotUnderstoodException e)
        {
            return new AlgebraicVerdict(e.Message, null, BigInteger.Zero, BigInteger.Zero);
        }

        foreach ((Monomial monomial, BigInteger coefficient) in expected.Terms)
        {
            difference.Add(monomial, -coefficient);
        }

        if (difference.Terms.Count == 0)
        {
            return new AlgebraicVerdict(null, null, BigInteger.Zero, BigInteger.Zero);
        }

        // Of a shortest monomial left, nothing else is 1 where just its bits are: there the two sides differ.
        HashSet<int> ones = [.. difference.Terms.Keys.MinBy(monomial => monomial.Nets.Count)!.Nets];
        BigInteger want = expected.ValueAt(ones);
        return new AlgebraicVerdict(null, ones, want, expected.Reduce(want + difference.ValueAt(ones)));
    }
}
