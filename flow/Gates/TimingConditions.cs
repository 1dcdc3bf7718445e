namespace MixPe.Flow.Gates;

/// <summary>What surrounds a netlist. The clock is ideal: it comes to all flip-flops at time 0.</summary>
public sealed record TimingConditions
{
    /// <summary>Slew of the inputs, in ns.</summary>
    public double InputSlew { get; init; }

    /// <summary>When the inputs change after the edge of the clock, in ns.</summary>
    public double InputArrival { get; init; }

    /// <summary>Load of each output beside the netlist's own pins, in pF.</summary>
    public double OutputLoad { get; init; }

    /// <summary>Slew of the clock, in ns.</summary>
    public double ClockSlew { get; init; }
}
