namespace MixPe.Flow.Explore.Evaluation;

/// <summary>How a measurement ended.</summary>
public enum MeasurementStatus
{
    /// <summary>It has its figures.</summary>
    Measured,

    /// <summary>No netlist meets the clock period: a result, not a failure.</summary>
    Missed,

    /// <summary>The tool does not measure that of such a design: a result, not a failure. The message says why.</summary>
    Unsupported,

    /// <summary>It failed; the message says why.</summary>
    Failed,
}
