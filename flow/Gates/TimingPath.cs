namespace MixPe.Flow.Gates;

/// <summary>The worst path to an end: a register's data pin, or an output.</summary>
/// <param name="End">The pin as instance/pin, or the output's net.</param>
/// <param name="Steps">From a register or input to what drives the end.</param>
/// <param name="Arrival">Time at the end, in ns.</param>
/// <param name="Setup">How long before the clock it has to be there, in ns; 0 for an output.</param>
public sealed record TimingPath(string End, IReadOnlyList<PathStep> Steps, double Arrival, double Setup)
{
    /// <summary>The least period that the path allows, in ns.</summary>
    public double Period => Arrival + Setup;
}
