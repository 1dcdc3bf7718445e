namespace MixPe.Flow.Explore.Evaluation;

/// <summary>What a unit, or a PE's share of one, takes.</summary>
/// <param name="Area">In the library's unit, µm² as a rule.</param>
/// <param name="EnergyPerMac">Energy a product, in pJ.</param>
public sealed record UnitCost(double Area, double EnergyPerMac);
