namespace MixPe.Flow.Explore.Results;

/// <summary>Median and ends of some numbers.</summary>
/// <param name="Median">The one in the middle, or the mean of both.</param>
/// <param name="Least">The least.</param>
/// <param name="Most">The most.</param>
public readonly record struct Spread(double Median, double Least, double Most)
{
    /// <summary>That of numbers.</summary>
    /// <param name="numbers">One or more.</param>
    public static Spread Of(IReadOnlyList<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return new Spread((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[0], sorted[^1]);
    }
}
