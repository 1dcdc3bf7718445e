namespace MixPe.Flow.Explore.Evaluation;

/// <summary>Where a figure comes from.</summary>
public enum MetricSource
{
    /// <summary>Computed from the design's fields.</summary>
    Design,

    /// <summary>The golden model on the layers.</summary>
    Fidelity,

    /// <summary>A mapped netlist.</summary>
    Hardware,
}
