namespace MixPe.Flow.Synthesis;

/// <summary>Energy of a netlist on a stream of operands.</summary>
/// <param name="PerMac">With cell delays, glitches and the clock included, in J a product.</param>
/// <param name="Glitches">Part of it that a simulation without delays does not show, in J a product.</param>
/// <param name="Clock">Part of it that the clock pins take, in J a product.</param>
/// <param name="Leakage">Part of it that leaks in a cycle of the period, in J a product.</param>
public sealed record EnergyFigure(double PerMac, double Glitches, double Clock, double Leakage)
{
    /// <summary>The same with a period that is so many times as long.</summary>
    /// <param name="factor">Times.</param>
    public EnergyFigure Over(double factor) => this with
    {
        PerMac = PerMac + ((factor - 1) * Leakage),
        Leakage = factor * Leakage,
    };
}
