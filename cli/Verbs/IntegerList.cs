using System.Globalization;
using MixPe.Flow.Gemm;

namespace MixPe.Cli.Verbs;

/// <summary>Integers of an option, separated by commas.</summary>
internal static class IntegerList
{
    /// <summary>Reads them.</summary>
    /// <param name="option">The option.</param>
    /// <param name="text">Its value.</param>
    /// <param name="count">How many there have to be.</param>
    /// <param name="least">Least value of each.</param>
    /// <exception cref="InputException">It is something else.</exception>
    internal static int[] Parse(string option, string text, int count, int least = 1)
    {
        string[] parts = text.Split(',');
        int[] values = new int[parts.Length];
        bool isGood = parts.Length == count;
        for (int i = 0; i < parts.Length && isGood; i++)
        {
            isGood = int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out values[i])
                && values[i] >= least;
        }

        return isGood
            ? values
            : throw new InputException($"{option}: {text}: {count} integers of at least {least}, separated by commas");
    }
}
