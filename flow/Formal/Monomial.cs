namespace MixPe.Flow.Formal;

/// <summary>A product of bits: their nets, ascending and each once, since a bit is its own square.</summary>
internal sealed class Monomial : IEquatable<Monomial>
{
    private readonly int _hash;

    private Monomial(int[] nets)
    {
        Nets = nets;
        HashCode hash = default;
        foreach (int net in nets)
        {
            hash.Add(net);
        }

        _hash = hash.ToHashCode();
    }

    /// <summary>The empty product, 1.</summary>
    public static Monomial One { get; } = new([]);

    /// <summary>The nets.</summary>
    public IReadOnlyList<int> Nets { get; }

    /// <summary>One bit.</summary>
    public static Monomial Of(int net) => new([net]);

    /// <summary>The product of two.</summary>
    public static Monomial operator *(Monomial left, Monomial right) =>
        new([.. left.Nets.Union(right.Nets).Order()]);

    /// <summary>The product without one of its bits.</summary>
    public Monomial Without(int net) => new([.. Nets.Where(other => other != net)]);

    /// <inheritdoc/>
    public bool Equals(Monomial? other) => other is not null && Nets.SequenceEqual(other.Nets);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Monomial);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;
}
