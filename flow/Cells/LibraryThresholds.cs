namespace MixPe.Flow.Cells;

/// <summary>Where a library measures delays and slews, in percent of the supply.</summary>
/// <param name="Input">Delays start here.</param>
/// <param name="Output">Delays end here.</param>
/// <param name="SlewLow">Slews start here.</param>
/// <param name="SlewHigh">Slews end here.</param>
public sealed record LibraryThresholds(double Input, double Output, double SlewLow, double SlewHigh);
