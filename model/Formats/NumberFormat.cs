namespace MixPe.Model.Formats;

/// <summary>One element format: a row of <see cref="NumberFormats"/>.</summary>
/// <param name="Name">The name in a design file, lower case.</param>
/// <param name="Kind">How the bits are read.</param>
/// <param name="Bits">Width of a code in bits.</param>
/// <param name="ExponentBits">Width of the exponent field; 0 for integers.</param>
/// <param name="FractionBits">Width of the stored fraction; 0 for integers.</param>
/// <param name="Bias">Exponent bias; 0 for integers.</param>
public sealed record NumberFormat(
    string Name,
    NumberKind Kind,
    int Bits,
    int ExponentBits = 0,
    int FractionBits = 0,
    int Bias = 0)
{
    /// <summary>True for two's complement and unsigned integers.</summary>
    public bool IsInteger => Kind != NumberKind.Float;

    /// <summary>Smallest integer value of the format; integers only.</summary>
    public int MinInteger => Kind == NumberKind.Signed ? -(1 << (Bits - 1)) : 0;

    /// <summary>Largest integer value of the format; integers only.</summary>
    public int MaxInteger => Kind == NumberKind.Signed ? (1 << (Bits - 1)) - 1 : (1 << Bits) - 1;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
