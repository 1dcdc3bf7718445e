using System.Globalization;

namespace MixPe.Flow.Report;

/// <summary>What stands in a cell of a table.</summary>
/// <param name="Text">As it is read; empty where there is nothing.</param>
/// <param name="Value">The number that it is sorted by, as JavaScript reads it; empty for a text.</param>
public sealed record ReportCell(string Text, string Value = "")
{
    private const string Nothing = "–";

    /// <summary>A text.</summary>
    public static implicit operator ReportCell(string text) => Of(text);

    /// <summary>A text.</summary>
    public static ReportCell Of(string text) => new(text);

    /// <summary>A count.</summary>
    public static ReportCell Of(long count) =>
        new(count.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' '), count.ToString(CultureInfo.InvariantCulture));

    /// <summary>A figure, to as many digits as a reader compares; a dash where it does not exist.</summary>
    /// <param name="value">The figure.</param>
    /// <param name="format">How it is written.</param>
    public static ReportCell Of(double? value, string format = "G5") => value switch
    {
        null or double.NaN => new(Nothing),
        double.PositiveInfinity => new("∞", "Infinity"),
        double.NegativeInfinity => new("−∞", "-Infinity"),
        { } number => new(Written(number, format), number.ToString("R", CultureInfo.InvariantCulture)),
    };

    // An exponent is for what is too large or small to be read without one.
    private static string Written(double number, string format)
    {
        string text = number.ToString(format, CultureInfo.InvariantCulture);
        return text.Contains('E', StringComparison.Ordinal) && Math.Abs(number) is >= 1 and < 1e9
            ? number.ToString("0", CultureInfo.InvariantCulture)
            : text;
    }
}
