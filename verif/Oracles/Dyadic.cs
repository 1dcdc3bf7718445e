using System.Numerics;

namespace MixPe.Verif.Oracles;

/// <summary>An exact number: an integer by a power of two. Sums and products of floating-point numbers are such.
/// </summary>
/// <param name="Integer">The integer.</param>
/// <param name="Power">The power of two.</param>
internal readonly record struct Dyadic(BigInteger Integer, int Power) : IComparable<Dyadic>
{
    public static Dyadic operator +(Dyadic a, Dyadic b)
    {
        int power = Math.Min(a.Power, b.Power);
        return new Dyadic(a.At(power) + b.At(power), power);
    }

    public static Dyadic operator -(Dyadic a) => new(-a.Integer, a.Power);

    public static Dyadic operator -(Dyadic a, Dyadic b) => a + -b;

    public static Dyadic operator *(Dyadic a, Dyadic b) => new(a.Integer * b.Integer, a.Power + b.Power);

    public static bool operator <(Dyadic a, Dyadic b) => a.CompareTo(b) < 0;

    public static bool operator >(Dyadic a, Dyadic b) => a.CompareTo(b) > 0;

    public static bool operator <=(Dyadic a, Dyadic b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Dyadic a, Dyadic b) => a.CompareTo(b) >= 0;

    public int CompareTo(Dyadic other) => (this - other).Integer.Sign;

    // In units of 2^power, at most Power.
    private BigInteger At(int power) => Integer << (Power - power);
}
