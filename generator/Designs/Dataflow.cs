namespace MixPe.Generator.Designs;

/// <summary>What stays in the PEs of the array while the rest moves.</summary>
public enum Dataflow
{
    /// <summary>Results: activations and weights pass through, and each PE adds up a group's dot product.</summary>
    OutputStationary,

    /// <summary>Weights of a group: activations and partial sums pass through.</summary>
    WeightStationary,
}
