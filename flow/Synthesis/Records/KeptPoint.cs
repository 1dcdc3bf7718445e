namespace MixPe.Flow.Synthesis.Records;

/// <summary>Kept figures of a unit at a period.</summary>
/// <param name="PeriodNs">In ns; infinity for no limit.</param>
/// <param name="Area">In the library's unit, of edges a product; null where no netlist met the period.</param>
/// <param name="EnergyPj">In pJ a product; null where it was not measured.</param>
public sealed record KeptPoint(double PeriodNs, double? Area, double? EnergyPj);
