namespace MixPe.Verif.Oracles;

/// <summary>What a floating-point datum stands for.</summary>
/// <param name="Kind">Finite, infinite or no number.</param>
/// <param name="IsNegative">The sign, of zero and infinity too.</param>
/// <param name="Magnitude">The magnitude of a finite one.</param>
internal sealed record Number(NumberClass Kind, bool IsNegative, Dyadic Magnitude)
{
    public static Number NaN { get; } = new(NumberClass.NaN, false, default);

    public bool IsZero => Kind == NumberClass.Finite && Magnitude.Integer.IsZero;

    /// <summary>The value of a finite one.</summary>
    public Dyadic Value => IsNegative ? -Magnitude : Magnitude;

    public static Number Infinity(bool isNegative) => new(NumberClass.Infinite, isNegative, default);

    /// <summary>An exact number; zero is +0.</summary>
    public static Number Of(Dyadic value) => Of(value, value.Integer.Sign < 0);

    /// <summary>A number whose sign is given, since zero has one.</summary>
    public static Number Of(Dyadic value, bool isNegative) =>
        new(NumberClass.Finite, isNegative, value.Integer.Sign < 0 ? -value : value);

    /// <summary>An integer; 0 is +0.</summary>
    public static Number Of(long value) => Of(new Dyadic(value, 0));

    public static Number operator -(Number a) => a with { IsNegative = !a.IsNegative };

    /// <summary>IEEE 754 addition before rounding: infinities of both signs have no sum, and an exact zero is +0 unless
    /// both addends are −0.</summary>
    public static Number operator +(Number a, Number b)
    {
        if (a.Kind == NumberClass.NaN || b.Kind == NumberClass.NaN)
        {
            return NaN;
        }

        if (a.Kind == NumberClass.Infinite || b.Kind == NumberClass.Infinite)
        {
            bool clash = a.Kind == b.Kind && a.IsNegative != b.IsNegative;
            return clash ? NaN : a.Kind == NumberClass.Infinite ? a : b;
        }

        Dyadic sum = a.Value + b.Value;
        return sum.Integer.IsZero ? Of(sum, a.IsNegative && b.IsNegative && a.IsZero && b.IsZero) : Of(sum);
    }

    /// <summary>IEEE 754 multiplication before rounding: infinity by zero has no product.</summary>
    public static Number operator *(Number a, Number b)
    {
        bool isNegative = a.IsNegative != b.IsNegative;
        if (a.Kind == NumberClass.NaN || b.Kind == NumberClass.NaN)
        {
            return NaN;
        }

        if (a.Kind == NumberClass.Infinite || b.Kind == NumberClass.Infinite)
        {
            return a.IsZero || b.IsZero ? NaN : Infinity(isNegative);
        }

        return Of(a.Magnitude * b.Magnitude, isNegative);
    }
}
