using System.Globalization;
using System.Numerics;

namespace MixPe.Generator.Heaps;

/// <summary>
/// A tree of binary adders over neighbouring terms, each as wide as its range needs: what FPGA carry chains like.
/// </summary>
public static class AdderTree
{
    private sealed record Term(
        string Signal, int Width, int Shift, bool IsSigned, bool IsNegative, BigInteger Low, BigInteger High);

    /// <summary>Adds the terms pairwise; the last node is the whole sum modulo 2^width.</summary>
    /// <param name="terms">Terms in the order in which neighbours meet, not all negative.</param>
    /// <param name="accumulator">A wide term that is added to the sum of the others, or null.</param>
    /// <param name="width">Width of the result.</param>
    /// <param name="prefix">Prefix of node names.</param>
    /// <param name="cuts">Where pipeline registers cut the tree; null for nowhere.</param>
    public static AdderNetlist Build(
        IReadOnlyList<Summand> terms, Summand? accumulator, int width, string prefix, SumCuts? cuts = null)
    {
        ArgumentNullException.ThrowIfNull(terms);
        cuts ??= SumCuts.None;
        List<AdderNode> nodes = [];
        List<PipelineRegister> registers = [];
        List<Term> row = Cut([.. terms.Select(Leaf)], cuts.At(0), 0, registers);
        for (int level = 1; row.Count > 1; level++)
        {
            List<Term> next = [];
            for (int i = 0; i + 1 < row.Count; i += 2)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"{prefix}{nodes.Count}");
                bool isLast = row.Count == 2 && accumulator is null;
                next.Add(Join(row[i], row[i + 1], name, isLast ? width : null, width, nodes));
            }

            if (row.Count % 2 != 0)
            {
                next.Add(row[^1]);
            }

            row = Cut(next, cuts.At(level), nodes.Count, registers);
        }

        if (accumulator is not null)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{prefix}{nodes.Count}");
            Join(Leaf(accumulator), row[0], name, width, width, nodes);
        }

        return new AdderNetlist(nodes, registers);
    }

    /// <summary>Levels of a tree over so many terms, the accumulator's apart.</summary>
    public static int LevelsOf(int terms)
    {
        int levels = 0;
        for (; terms > 1; terms = (terms + 1) / 2)
        {
            levels++;
        }

        return levels;
    }

    private static List<Term> Cut(
        List<Term> row, IEnumerable<int> numbers, int after, List<PipelineRegister> registers)
    {
        foreach (int number in numbers)
        {
            List<Term> cut = [.. row.Select(term => term with { Signal = RegisterWord.Name(number, term.Signal) })];
            registers.Add(new PipelineRegister(number, after, [
                .. cut.Zip(row, (behind, before) => new RegisterWord(behind.Signal, before.Width, before.Signal)),
            ]));
            row = cut;
        }

        return row;
    }

    private static Term Leaf(Summand term)
    {
        BigInteger high = BigInteger.One << (term.IsSigned ? term.Width - 1 : term.Width);
        return new Term(
            term.Signal, term.Width, term.Shift, term.IsSigned, term.IsNegative,
            term.IsSigned ? -high << term.Shift : BigInteger.Zero, (high - 1) << term.Shift);
    }

    private static Term Join(Term a, Term b, string name, int? exactWidth, int limit, List<AdderNode> nodes)
    {
        (Term left, Term right) = a.IsNegative && !b.IsNegative ? (b, a) : (a, b);
        bool subtracts = left.IsNegative != right.IsNegative;
        BigInteger low = left.Low + (subtracts ? -right.High : right.Low);
        BigInteger high = left.High + (subtracts ? -right.Low : right.High);
        int shift = exactWidth is null ? Math.Min(left.Shift, right.Shift) : 0;
        bool isSigned = low.Sign < 0;
        int width = exactWidth ?? Math.Min(limit - shift, RangeWidth(low >> shift, high >> shift, isSigned));
        nodes.Add(new AdderNode(
            name, width, Extend(left, shift, width), subtracts ? "-" : "+", Extend(right, shift, width)));
        return new Term(name, width, shift, isSigned, !subtracts && left.IsNegative, low, high);
    }

    private static int RangeWidth(BigInteger low, BigInteger high, bool isSigned)
    {
        BigInteger magnitude = BigInteger.Max(high, -low - 1);
        return (int)magnitude.GetBitLength() + (isSigned ? 1 : 0);
    }

    private static string Extend(Term term, int shift, int width)
    {
        int zeros = term.Shift - shift;
        int kept = Math.Min(term.Width, width - zeros);
        int sign = width - zeros - kept;
        List<string> parts = [];
        if (sign > 0)
        {
            parts.Add(term.IsSigned
                ? string.Create(CultureInfo.InvariantCulture, $"{{{sign}{{{term.Signal}[{term.Width - 1}]}}}}")
                : string.Create(CultureInfo.InvariantCulture, $"{sign}'h0"));
        }

        parts.Add(kept == term.Width
            ? term.Signal
            : string.Create(CultureInfo.InvariantCulture, $"{term.Signal}[{kept - 1}:0]"));
        if (zeros > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{zeros}'h0"));
        }

        return parts.Count == 1 ? parts[0] : $"{{{string.Join(", ", parts)}}}";
    }
}
