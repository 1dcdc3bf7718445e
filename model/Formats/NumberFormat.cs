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
    public bool IsInteger => Kind is NumberKind.Signed or NumberKind.Unsigned;

    /// <summary>True for sign, exponent and fraction in a few bits, all of them finite.</summary>
    public bool IsMinifloat => Kind == NumberKind.Minifloat;

    /// <summary>True where every value is an integer in units of 2^<see cref="LsbExponent"/>.</summary>
    public bool IsFixedPoint => Kind != NumberKind.Float;

    /// <summary>The unit of fixed-point values, as a power of two: 0 for integers, that of a subnormal's lowest bit for
    /// minifloats.</summary>
    public int LsbExponent => IsMinifloat ? 1 - Bias - FractionBits : 0;

    /// <summary>Smallest value in units of 2^<see cref="LsbExponent"/>; fixed-point formats only.</summary>
    public int MinInteger => Kind switch
    {
        NumberKind.Signed => -(1 << (Bits - 1)),
        NumberKind.Unsigned => 0,
        _ => -MaxInteger,
    };

    /// <summary>Largest value in units of 2^<see cref="LsbExponent"/>; fixed-point formats only.</summary>
    public int MaxInteger => Kind switch
    {
        NumberKind.Signed => (1 << (Bits - 1)) - 1,
        NumberKind.Unsigned => (1 << Bits) - 1,
        NumberKind.Ternary => 1,
        _ => ((2 << FractionBits) - 1) << ((1 << ExponentBits) - 2),
    };

    /// <inheritdoc/>
    public override string ToString() => Name;
}
