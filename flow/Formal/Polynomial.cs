using System.Numerics;

namespace MixPe.Flow.Formal;

/// <summary>A polynomial over bits with integer coefficients, modulo a power of two or over the integers. No monomial
/// has a square, so two polynomials are equal as functions exactly if their coefficients are.</summary>
/// <param name="modulus">What coefficients are taken modulo; zero for integers.</param>
internal sealed class Polynomial(BigInteger modulus)
{
    private readonly Dictionary<Monomial, BigInteger> _terms = [];
    private readonly Dictionary<int, HashSet<Monomial>> _users = [];

    /// <summary>The modulus; zero for integers.</summary>
    public BigInteger Modulus { get; } = modulus;

    /// <summary>The terms; no coefficient is zero.</summary>
    public IReadOnlyDictionary<Monomial, BigInteger> Terms => _terms;

    /// <summary>True if a net occurs.</summary>
    public bool Has(int net) => _users.TryGetValue(net, out HashSet<Monomial>? users) && users.Count > 0;

    /// <summary>The coefficient of a net by itself; null if the net occurs in a product too.</summary>
    public BigInteger? LinearCoefficient(int net)
    {
        if (!Has(net))
        {
            return BigInteger.Zero;
        }

        HashSet<Monomial> users = _users[net];
        return users.Count == 1 && users.Single().Nets.Count == 1 ? _terms[users.Single()] : null;
    }

    /// <summary>A coefficient in the range of the modulus.</summary>
    public BigInteger Reduce(BigInteger value)
    {
        if (Modulus.IsZero)
        {
            return value;
        }

        BigInteger rest = value % Modulus;
        return rest.Sign < 0 ? rest + Modulus : rest;
    }

    /// <summary>Adds a term.</summary>
    public void Add(Monomial monomial, BigInteger coefficient)
    {
        BigInteger sum = Reduce(_terms.GetValueOrDefault(monomial) + coefficient);
        if (sum.IsZero)
        {
            if (_terms.Remove(monomial))
            {
                foreach (int net in monomial.Nets)
                {
                    _users[net].Remove(monomial);
                }
            }

            return;
        }

        _terms[monomial] = sum;
        foreach (int net in monomial.Nets)
        {
            if (!_users.TryGetValue(net, out HashSet<Monomial>? users))
            {
                _users[net] = users = [];
            }

            users.Add(monomial);
        }
    }

    /// <summary>Adds a net, or a constant bit, times a coefficient.</summary>
    /// <exception cref="NotUnderstoodException">The bit is unknown.</exception>
    public void AddBit(int net, BigInteger coefficient)
    {
        switch (net)
        {
            case < 0:
                throw new NotUnderstoodException("an undriven or unknown bit");
            case 0:
                break;
            case 1:
                Add(Monomial.One, coefficient);
                break;
            default:
                Add(Monomial.Of(net), coefficient);
                break;
        }
    }

    /// <summary>Adds the product of two nets, or constant bits, times a coefficient.</summary>
    /// <exception cref="NotUnderstoodException">A bit is unknown.</exception>
    public void AddAnd(int a, int b, BigInteger coefficient)
    {
        if (a < 0 || b < 0)
        {
            throw new NotUnderstoodException("an undriven or unknown bit");
        }

        if (a <= 1 || b <= 1)
        {
            int other = a <= 1 ? b : a;
            AddBit((a <= 1 ? a : b) == 1 ? other : 0, coefficient);
            return;
        }

        Add(Monomial.Of(a) * Monomial.Of(b), coefficient);
    }

    /// <summary>Adds a word's value times a factor.</summary>
    /// <param name="word">Its nets, lowest first.</param>
    /// <param name="isSigned">True for two's complement.</param>
    /// <param name="factor">The factor.</param>
    public void AddWord(IReadOnlyList<int> word, bool isSigned, BigInteger factor)
    {
        for (int i = 0; i < word.Count; i++)
        {
            BigInteger weight = factor << i;
            AddBit(word[i], isSigned && i == word.Count - 1 ? -weight : weight);
        }
    }

    /// <summary>Adds the product of two words times a factor.</summary>
    public void AddProduct(
        IReadOnlyList<int> left, bool isLeftSigned, IReadOnlyList<int> right, bool isRightSigned, BigInteger factor)
    {
        for (int i = 0; i < left.Count; i++)
        {
            for (int j = 0; j < right.Count; j++)
            {
                bool isNegative = (isLeftSigned && i == left.Count - 1) != (isRightSigned && j == right.Count - 1);
                BigInteger weight = factor << (i + j);
                AddAnd(left[i], right[j], isNegative ? -weight : weight);
            }
        }
    }

    /// <summary>Replaces a net by a polynomial wherever it occurs.</summary>
    public void Substitute(int net, Polynomial value)
    {
        if (!Has(net))
        {
            return;
        }

        foreach (Monomial monomial in _users[net].ToArray())
        {
            BigInteger coefficient = _terms[monomial];
            Add(monomial, -coefficient);
            Monomial rest = monomial.Without(net);
            foreach ((Monomial other, BigInteger factor) in value.Terms)
            {
                Add(rest * other, coefficient * factor);
            }
        }
    }

    /// <summary>Bounds of the value over the integers: every monomial is 0 or 1.</summary>
    public (BigInteger Low, BigInteger High) Range()
    {
        BigInteger constant = _terms.GetValueOrDefault(Monomial.One);
        BigInteger low = constant;
        BigInteger high = constant;
        foreach ((Monomial monomial, BigInteger coefficient) in _terms)
        {
            if (monomial.Nets.Count > 0)
            {
                low += BigInteger.Min(coefficient, 0);
                high += BigInteger.Max(coefficient, 0);
            }
        }

        return (low, high);
    }

    /// <summary>The value where the given nets are 1 and all others 0.</summary>
    public BigInteger ValueAt(IReadOnlySet<int> ones) => Reduce(_terms
        .Where(term => term.Key.Nets.All(ones.Contains))
        .Aggregate(BigInteger.Zero, (sum, term) => sum + term.Value));
}
