namespace MixPe.Model.Formats;

/// <summary>What rounding did to a value: the IEEE 754 exceptions that the units report.</summary>
[Flags]
public enum FloatStatus
{
    /// <summary>The result is exact.</summary>
    None = 0,

    /// <summary>The result differs from the exact value.</summary>
    Inexact = 1,

    /// <summary>The exact value is below the smallest normal number, and the result is inexact.</summary>
    Underflow = 2,

    /// <summary>The rounded value is beyond the largest finite number; the result is infinite.</summary>
    Overflow = 4,
}
