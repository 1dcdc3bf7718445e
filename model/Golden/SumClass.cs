namespace MixPe.Model.Golden;

/// <summary>The sticky special-value state of an exact sum.</summary>
public enum SumClass
{
    /// <summary>The value counts.</summary>
    Finite,

    /// <summary>+Infinity.</summary>
    PositiveInfinity,

    /// <summary>−Infinity.</summary>
    NegativeInfinity,

    /// <summary>Not a number.</summary>
    NaN,
}
