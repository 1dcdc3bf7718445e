namespace MixPe.Flow.Verify.Values;

/// <summary>What the binary16 values of a random GEMM are like. Extremes in every element would make every output
/// NaN, so that nothing else was compared.</summary>
public enum OperandProfile
{
    /// <summary>Finite patterns of every class, one in fifty any pattern, infinities and NaN included.</summary>
    Special,

    /// <summary>Finite patterns of every class.</summary>
    Finite,

    /// <summary>A bell with heavy tails, as activations of real layers are.</summary>
    HeavyTails,

    /// <summary>Around 1, both signs: the roundings are what differs.</summary>
    Moderate,
}
