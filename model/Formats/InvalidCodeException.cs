namespace MixPe.Model.Formats;

/// <summary>An element of an operand is not a code of its format.</summary>
public sealed class InvalidCodeException : ArgumentException
{
    /// <summary>Names the operand, the position, the code and the rule.</summary>
    /// <param name="operand">Which operand, such as "weights".</param>
    /// <param name="row">Row of the element.</param>
    /// <param name="column">Column of the element.</param>
    /// <param name="code">The refused code.</param>
    /// <param name="rule">What a code must be.</param>
    public InvalidCodeException(string operand, int row, int column, long code, string rule)
        : base($"{operand}[{row}, {column}] is {code}: {rule}")
    {
        Operand = operand;
        Row = row;
        Column = column;
        Code = code;
    }

    /// <summary>Which operand.</summary>
    public string Operand { get; }

    /// <summary>Row of the element.</summary>
    public int Row { get; }

    /// <summary>Column of the element.</summary>
    public int Column { get; }

    /// <summary>The refused code.</summary>
    public long Code { get; }
}
