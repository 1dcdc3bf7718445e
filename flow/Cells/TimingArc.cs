namespace MixPe.Flow.Cells;

/// <summary>A timing group of a pin: a delay from another pin, or a constraint against it.</summary>
public sealed record TimingArc
{
    /// <summary>The pin that it starts from; of a constraint, the clock.</summary>
    public required string RelatedPin { get; init; }

    /// <summary>timing_type; "combinational" if it is left out.</summary>
    public required string Type { get; init; }

    /// <summary>timing_sense, or what follows from the pin's function.</summary>
    public required Unateness Sense { get; init; }

    /// <summary>In which states it holds; null for any.</summary>
    public BooleanFunction? When { get; init; }

    /// <summary>Delay to a rising output, in ns, over input slew (ns) and load (pF).</summary>
    public LookupTable? CellRise { get; init; }

    /// <summary>Delay to a falling output, in ns, over input slew (ns) and load (pF).</summary>
    public LookupTable? CellFall { get; init; }

    /// <summary>Slew of a rising output, in ns, over input slew (ns) and load (pF).</summary>
    public LookupTable? RiseTransition { get; init; }

    /// <summary>Slew of a falling output, in ns, over input slew (ns) and load (pF).</summary>
    public LookupTable? FallTransition { get; init; }

    /// <summary>Constraint of a rising pin, in ns, over the clock's slew and the pin's (ns).</summary>
    public LookupTable? RiseConstraint { get; init; }

    /// <summary>Constraint of a falling pin, in ns, over the clock's slew and the pin's (ns).</summary>
    public LookupTable? FallConstraint { get; init; }

    /// <summary>True for a delay through logic; not for an edge of a clock, a clear, a preset, a three-state enable or
    /// a constraint.</summary>
    public bool IsCombinational => Type is "combinational" or "combinational_rise" or "combinational_fall";

    /// <summary>True for a delay from a clock's edge to a register's output.</summary>
    public bool IsClockEdge => Type is "rising_edge" or "falling_edge";

    /// <summary>True for a setup constraint.</summary>
    public bool IsSetup => Type is "setup_rising" or "setup_falling";
}
