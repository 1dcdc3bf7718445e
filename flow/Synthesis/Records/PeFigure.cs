namespace MixPe.Flow.Synthesis.Records;

/// <summary>What a synthesized PE was found to take.</summary>
/// <param name="Record">The file of the record that it stands in.</param>
/// <param name="Name">What the record calls it: the design's name, or that of a baseline.</param>
/// <param name="Library">The library's name.</param>
/// <param name="PeriodNs">Period that the netlist was chosen for, ns; infinity for no limit.</param>
/// <param name="AreaUm2">Cells of a PE, µm².</param>
/// <param name="DelayNs">The shortest period that the netlist meets, ns.</param>
/// <param name="EnergyPj">Energy of a multiply-accumulate, pJ; null where it was not measured.</param>
public sealed record PeFigure(
    string Record, string Name, string Library, double PeriodNs, double AreaUm2, double DelayNs, double? EnergyPj)
{
    /// <summary>Whether the record is the PE's own, and not one that it is a baseline in.</summary>
    public bool IsOwn { get; init; }
}
