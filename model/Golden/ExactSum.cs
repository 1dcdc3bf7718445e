namespace MixPe.Model.Golden;

/// <summary>A sum of products that never rounded: a fixed-point value, or a special class.</summary>
/// <param name="Value">The sum in units of 2^FixedPoint.Exponent; 0 for a special class.</param>
/// <param name="Class">Whether the value counts.</param>
public readonly record struct ExactSum(long Value, SumClass Class)
{
    /// <summary>Not a number.</summary>
    public static ExactSum NaN { get; } = new(0, SumClass.NaN);

    /// <summary>A finite sum.</summary>
    public static ExactSum Finite(long value) => new(value, SumClass.Finite);

    /// <summary>An infinity of that sign.</summary>
    public static ExactSum Infinity(bool negative) =>
        new(0, negative ? SumClass.NegativeInfinity : SumClass.PositiveInfinity);

    /// <summary>The exact sum of two; infinities of both signs, or any NaN, give NaN.</summary>
    public static ExactSum operator +(ExactSum left, ExactSum right)
    {
        if (left.Class == SumClass.Finite && right.Class == SumClass.Finite)
        {
            return Finite(checked(left.Value + right.Value));
        }

        if (left.Class == SumClass.Finite || left.Class == right.Class)
        {
            return right;
        }

        return right.Class == SumClass.Finite ? left : NaN;
    }

    /// <summary>The same as the operator.</summary>
    public static ExactSum Add(ExactSum left, ExactSum right) => left + right;
}
