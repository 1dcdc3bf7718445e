namespace MixPe.Flow.Gates;

/// <summary>Energy by its cause, in J.</summary>
/// <param name="Switching">To charge the nets, the clock's left out.</param>
/// <param name="Internal">Inside cells, at changes of outputs and of inputs other than clocks.</param>
/// <param name="Clock">Of the clock: its net, and inside flip-flops at its edges.</param>
/// <param name="Leakage">Whatever happens.</param>
public sealed record EnergySplit(double Switching, double Internal, double Clock, double Leakage)
{
    /// <summary>Nothing.</summary>
    public static EnergySplit Zero { get; } = new(0, 0, 0, 0);

    /// <summary>All that comes of changes.</summary>
    public double Dynamic => Switching + Internal + Clock;

    /// <summary>All of it.</summary>
    public double Total => Dynamic + Leakage;

    /// <summary>The sum of two.</summary>
    public EnergySplit Plus(EnergySplit other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new EnergySplit(
            Switching + other.Switching, Internal + other.Internal, Clock + other.Clock, Leakage + other.Leakage);
    }

    /// <summary>All parts multiplied.</summary>
    public EnergySplit Times(double factor) =>
        new(Switching * factor, Internal * factor, Clock * factor, Leakage * factor);
}
