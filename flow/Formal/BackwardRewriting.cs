using System.Globalization;
using System.Numerics;

namespace MixPe.Flow.Formal;

/// <summary>Expresses a word of a netlist by the leaves that it is computed from: replaces the outputs of one cell after
/// another, those nearest to the word first, by what the cell computes.</summary>
/// <remarks>
/// Gates are replaced by their polynomial, always. A carry-save adder's column is replaced by a + b + c where sum and
/// carry occur as s·v + 2·v·c. An adder's word is replaced by its operands' sum where its bits occur with the weights of
/// a number, and what leaves at the top either vanishes modulo the result's width or cannot occur in the operands' range;
/// a multiplier's word by their product likewise.
/// Everything else ends the attempt.
/// </remarks>
internal sealed class BackwardRewriting
{
    private const int MaxTerms = 100_000;

    private readonly string _carrySave;
    private readonly HashSet<int> _leaves;
    private readonly List<NetCell> _order = [];
    private readonly Dictionary<int, NetCell> _drivers = [];

    /// <summary>Over one module.</summary>
    /// <param name="module">The module.</param>
    /// <param name="carrySave">Source name of the carry-save adder, whose one-bit lemma is proved apart.</param>
    /// <param name="leaves">Nets at which to stop, beside the inputs.</param>
    public BackwardRewriting(NetModule module, string carrySave, IEnumerable<int> leaves)
    {
        _carrySave = carrySave;
        _leaves = [.. leaves, .. module.Ports.Where(port => port.IsInput).SelectMany(port => port.Bits)];
        foreach (NetCell cell in module.Cells)
        {
            foreach (int net in cell.Driven.Where(net => net > 1))
            {
                // With two drivers, neither says what the net is.
                if (!_drivers.TryAdd(net, cell))
                {
                    throw new NotUnderstoodException($"net {net} has two drivers");
                }
            }
        }

        HashSet<NetCell> seen = new(ReferenceEqualityComparer.Instance);
        foreach (NetCell cell in module.Cells)
        {
            Visit(cell, seen);
        }

        _order.Reverse();
    }

    /// <summary>Rewrites a polynomial until only leaves are left.</summary>
    /// <exception cref="NotUnderstoodException">No rule fits.</exception>
    public void ToLeaves(Polynomial polynomial)
    {
        foreach (NetCell cell in _order)
        {
            int[] outputs = [.. cell.Driven.Where(net => !_leaves.Contains(net) && polynomial.Has(net))];
            if (outputs.Length > 0)
            {
                Replace(polynomial, cell, outputs);
            }

            if (polynomial.Terms.Count > MaxTerms)
            {
                throw new NotUnderstoodException($"more than {MaxTerms} terms");
            }
        }

        int[] rest = [.. polynomial.Terms.Keys.SelectMany(term => term.Nets).Where(net => !_leaves.Contains(net)).Take(1)];
        if (rest.Length > 0)
        {
            throw new NotUnderstoodException($"net {rest[0]} has no driver");
        }
    }

    // Drivers first; the tools that made the netlist have refused loops.
    private void Visit(NetCell cell, HashSet<NetCell> seen)
    {
        Stack<(NetCell Cell, bool IsDone)> work = new();
        work.Push((cell, false));
        while (work.TryPop(out (NetCell Cell, bool IsDone) next))
        {
            if (next.IsDone)
            {
                _order.Add(next.Cell);
            }
            else if (seen.Add(next.Cell))
            {
                work.Push((next.Cell, true));
                foreach (int net in next.Cell.Read)
                {
                    if (_drivers.TryGetValue(net, out NetCell? driver) && !seen.Contains(driver))
                    {
                        work.Push((driver, false));
                    }
                }
            }
        }
    }

    private void Replace(Polynomial polynomial, NetCell cell, int[] outputs)
    {
        if (IsCarrySave(cell.Type))
        {
            ReplaceColumns(polynomial, cell);
            return;
        }

        switch (cell.Type)
        {
            case "$add" or "$sub" or "$mul":
                ReplaceSum(polynomial, cell);
                break;
            case "$not" or "$and" or "$or" or "$xor" or "$mux" or "$pos":
                foreach (int net in outputs)
                {
                    ReplaceGate(polynomial, cell, net);
                }

                break;
            default:
                throw new NotUnderstoodException($"cell {cell.Type}");
        }
    }

    private bool IsCarrySave(string type) =>
        type == _carrySave || type.Contains($"\\{_carrySave}\\", StringComparison.Ordinal)
        || type.EndsWith($"\\{_carrySave}", StringComparison.Ordinal);

    private static void ReplaceColumns(Polynomial polynomial, NetCell cell)
    {
        IReadOnlyList<int> sum = cell.Connections["sum_o"];
        IReadOnlyList<int> carry = cell.Connections["carry_o"];
        for (int i = 0; i < sum.Count; i++)
        {
            BigInteger? weight = polynomial.LinearCoefficient(sum[i]);
            BigInteger? carried = carry[i] > 1 ? polynomial.LinearCoefficient(carry[i]) : BigInteger.Zero;
            if (weight is not { } w || carried is not { } c || polynomial.Reduce(c - (2 * w)) != 0)
            {
                throw new NotUnderstoodException(string.Create(
                    CultureInfo.InvariantCulture, $"column {i} of a carry-save adder: weights {weight}, {carried}"));
            }

            polynomial.AddBit(sum[i], -w);
            polynomial.AddBit(carry[i], -c);
            polynomial.AddBit(cell.Connections["a_i"][i], w);
            polynomial.AddBit(cell.Connections["b_i"][i], w);
            polynomial.AddBit(cell.Connections["c_i"][i], w);
        }
    }

    private void ReplaceSum(Polynomial polynomial, NetCell cell)
    {
        IReadOnlyList<int> word = cell.Connections["Y"];
        if (word.Any(net => polynomial.LinearCoefficient(net) is null))
        {
            throw new NotUnderstoodException($"a product with a bit of {cell.Type}");
        }

        BigInteger[] weights = [.. word.Select(net => polynomial.LinearCoefficient(net)!.Value)];
        BigInteger factor = weights[0];
        int top = word.Count - 1;
        bool isBelowTop = Enumerable.Range(0, top).All(i => polynomial.Reduce(weights[i] - (factor << i)).IsZero);
        bool isUnsigned = isBelowTop && polynomial.Reduce(weights[top] - (factor << top)).IsZero;
        bool isSigned = isBelowTop && top > 0 && polynomial.Reduce(weights[top] + (factor << top)).IsZero;
        bool vanishes = !polynomial.Modulus.IsZero && polynomial.Reduce(factor << word.Count).IsZero;
        bool asSigned;
        if (isUnsigned && (vanishes || Fits(cell, isSigned: false)))
        {
            asSigned = false;
        }
        else if (isSigned && Fits(cell, isSigned: true))
        {
            asSigned = true;
        }
        else
        {
            throw new NotUnderstoodException(
                $"the weights of {cell.Type}'s bits are no number's, or it may overflow");
        }

        for (int i = 0; i < word.Count; i++)
        {
            polynomial.AddBit(word[i], -weights[i]);
        }

        AddOperands(polynomial, cell, asSigned, factor);
    }

    // The sum, or product, of the operands, as numbers of the result's width, is a number of that width.
    private bool Fits(NetCell cell, bool isSigned)
    {
        Polynomial exact = new(BigInteger.Zero);
        AddOperands(exact, cell, isSigned, BigInteger.One);
        ToLeaves(exact);
        (BigInteger low, BigInteger high) = exact.Range();
        int width = cell.Connections["Y"].Count;
        return isSigned
            ? low >= -(BigInteger.One << (width - 1)) && high < BigInteger.One << (width - 1)
            : low >= 0 && high < BigInteger.One << width;
    }

    private static void AddOperands(Polynomial polynomial, NetCell cell, bool isSigned, BigInteger factor)
    {
        if (cell.Type == "$mul")
        {
            polynomial.AddProduct(Extended(cell, "A"), isSigned, Extended(cell, "B"), isSigned, factor);
            return;
        }

        polynomial.AddWord(Extended(cell, "A"), isSigned, factor);
        polynomial.AddWord(Extended(cell, "B"), isSigned, cell.Type == "$sub" ? -factor : factor);
    }

    private static void ReplaceGate(Polynomial polynomial, NetCell cell, int net)
    {
        int bit = cell.Connections["Y"].ToList().IndexOf(net);
        int a = Extended(cell, "A")[bit];
        Polynomial value = new(polynomial.Modulus);
        if (cell.Type is "$not" or "$pos")
        {
            value.AddBit(1, cell.Type == "$not" ? 1 : 0);
            value.AddBit(a, cell.Type == "$not" ? -1 : 1);
        }
        else
        {
            int b = Extended(cell, "B")[bit];
            switch (cell.Type)
            {
                case "$and":
                    value.AddAnd(a, b, 1);
                    break;
                case "$or":
                    value.AddBit(a, 1);
                    value.AddBit(b, 1);
                    value.AddAnd(a, b, -1);
                    break;
                case "$xor":
                    value.AddBit(a, 1);
                    value.AddBit(b, 1);

                    // The product's weight is twice the bit's: it vanishes for the top bit of a result.
                    if (polynomial.LinearCoefficient(net) is not { } weight || !polynomial.Reduce(2 * weight).IsZero)
                    {
                        value.AddAnd(a, b, -2);
                    }

                    break;
                default:
                    int s = cell.Connections["S"][0];
                    value.AddBit(a, 1);
                    value.AddAnd(s, b, 1);
                    value.AddAnd(s, a, -1);
                    break;
            }
        }

        polynomial.Substitute(net, value);
    }

    private static IReadOnlyList<int> Extended(NetCell cell, string port)
    {
        IReadOnlyList<int> word = cell.Connections[port];
        int width = cell.Connections["Y"].Count;

        // A cell's operands are signed only if both are.
        bool isSigned = cell.Parameters.GetValueOrDefault("A_SIGNED") != 0
            && (!cell.Connections.ContainsKey("B") || cell.Parameters.GetValueOrDefault("B_SIGNED") != 0);
        return [.. Enumerable.Range(0, width).Select(i => i < word.Count ? word[i] : isSigned ? word[^1] : 0)];
    }
}
