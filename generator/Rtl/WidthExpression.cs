using System.Globalization;

namespace MixPe.Generator.Rtl;

/// <summary>Evaluates a port's bound: sums and differences of products of numbers and parameters, each
/// divided by a number or not.</summary>
internal static class WidthExpression
{
    /// <summary>The value of an expression such as Rows*64-1.</summary>
    /// <exception cref="FormatException">The expression has another form.</exception>
    internal static int Evaluate(string expression, IReadOnlyDictionary<string, int> names)
    {
        int total = 0;
        int sign = 1;
        foreach (string token in expression.Replace(" ", string.Empty, StringComparison.Ordinal)
            .Replace("+", " + ", StringComparison.Ordinal).Replace("-", " - ", StringComparison.Ordinal).Split(' '))
        {
            switch (token)
            {
                case "+":
                    sign = 1;
                    break;
                case "-":
                    sign = -1;
                    break;
                default:
                    total += sign * Quotient(token, names);
                    break;
            }
        }

        return total;
    }

    private static int Quotient(string text, IReadOnlyDictionary<string, int> names) => text.Split('/')
        .Select(product => product.Split('*').Aggregate(1, (value, factor) => value * Factor(factor, names)))
        .Aggregate((value, divisor) => value / divisor);

    private static int Factor(string text, IReadOnlyDictionary<string, int> names) =>
        names.TryGetValue(text, out int value) ? value
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
        : throw new FormatException($"'{text}' is neither a number nor a parameter");
}
