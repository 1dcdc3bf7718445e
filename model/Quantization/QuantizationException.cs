namespace MixPe.Model.Quantization;

/// <summary>A value that cannot be quantized.</summary>
public sealed class QuantizationException : ArgumentException
{
    /// <summary>Names the matrix, the position, the value and the rule.</summary>
    /// <param name="matrix">Such as "weights".</param>
    /// <param name="row">Row of the value.</param>
    /// <param name="column">Column of the value.</param>
    /// <param name="value">The value.</param>
    /// <param name="rule">What it must be.</param>
    public QuantizationException(string matrix, int row, int column, double value, string rule)
        : base(FormattableString.Invariant($"{matrix}[{row}, {column}] is {value}: {rule}"))
    {
        Row = row;
        Column = column;
        Value = value;
    }

    /// <summary>Row of the value.</summary>
    public int Row { get; }

    /// <summary>Column of the value.</summary>
    public int Column { get; }

    /// <summary>The value.</summary>
    public double Value { get; }
}
