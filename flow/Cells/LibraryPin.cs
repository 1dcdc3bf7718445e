namespace MixPe.Flow.Cells;

/// <summary>A pin of a cell.</summary>
public sealed record LibraryPin
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>input, output, inout or internal.</summary>
    public required string Direction { get; init; }

    /// <summary>Capacitance in pF.</summary>
    public double Capacitance { get; init; }

    /// <summary>Capacitance against a rising edge, in pF.</summary>
    public double RiseCapacitance { get; init; }

    /// <summary>Capacitance against a falling edge, in pF.</summary>
    public double FallCapacitance { get; init; }

    /// <summary>The largest load that an output may drive, in pF; null if there is no limit.</summary>
    public double? MaxCapacitance { get; init; }

    /// <summary>Function of an output, over input pins and the variables of the register; null if it has
    /// none.</summary>
    public BooleanFunction? Function { get; init; }

    /// <summary>When an output is not driven; null if it always is.</summary>
    public BooleanFunction? ThreeState { get; init; }

    /// <summary>True if the library says that it is a clock.</summary>
    public bool IsClock { get; init; }

    /// <summary>Delays and constraints.</summary>
    public IReadOnlyList<TimingArc> Timing { get; init; } = [];

    /// <summary>Energies.</summary>
    public IReadOnlyList<PowerArc> Power { get; init; } = [];

    /// <summary>True for an input.</summary>
    public bool IsInput => Direction == "input";

    /// <summary>True for an output.</summary>
    public bool IsOutput => Direction == "output";
}
